/** Whoever sits before the terminal. */
export interface Asker {
  /** Something that is not to be seen: it is shown nowhere. */
  secret(question: string): Promise<string>;
  yes(question: string): Promise<boolean>;
  say(line: string): void;
  close(): void;
}

/** There is nobody (any more) who would answer. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";

  constructor() {
    super("Setup was broken off. Nothing was written.");
  }
}
