/** What is stored under a key cannot be used. Its message never quotes the stored text (rule 12). */
export class BrokenRecordError extends Error {
  override readonly name: string = "BrokenRecordError";
}

/** A newer release of the bot wrote this record: nothing is wrong with it, this one is too old. */
export class NewerRecordError extends BrokenRecordError {
  override readonly name = "NewerRecordError";
}

/** The store was closed; nothing was read or written. */
export class StoreClosedError extends Error {
  override readonly name = "StoreClosedError";

  constructor() {
    super("the store is closed");
  }
}
