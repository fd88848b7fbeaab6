/** What sharing asks of the world around it, beside the ports of the domain. */
import type { Generation } from "../generation/generation.ts";
import type { Collection } from "../generation/ports.ts";

/** A collection that can be read in parts. */
export interface Shelved<T> extends Collection<T> {
  ids(): Promise<string[]>;
  /** At most 500 at once; the missing are left out, the unreadable apart. */
  getMany(
    ids: readonly string[],
  ): Promise<({ id: string; value: T } | { id: string; broken: Error })[]>;
}

/** A file of a message, at an address that Discord has signed for a time. */
export interface FileAddress {
  fileName: string;
  url: string;
}

/** The messages that cards are. */
export interface CardMessages {
  /**
   * The files of a message as they are addressed now; "gone" where the message or its channel was
   * deleted, "closed" where the bot may not look.
   * @throws {RetryableError} Discord did not say
   */
  fetch(channelId: string, messageId: string): Promise<FileAddress[] | "gone" | "closed">;
}

/** The operator's copies of a generation that can be watched now; none where there are none. */
export type CopiesOf = (generation: Generation) => Promise<{ videoUUID: string; url: string }[]>;

export interface Threads {
  /**
   * Whether only those who were added see this thread; true as well where the bot cannot know.
   * @throws {RetryableError} Discord did not say
   */
  isPrivate(channelId: string): Promise<boolean>;
}
