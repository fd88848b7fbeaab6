/** A guild's own key as people may see it. */
export interface KeyFacts {
  keyId: string;
  guildId: string;
  /** Enough to tell two keys apart, and no more. */
  masked: string;
  /** Null where its record is gone. */
  addedBy: string | null;
  /** Milliseconds since 1970. */
  addedAt: number;
  /** Since when nothing new is made with it; null while it is in use. */
  retiredAt: number | null;
}

/** The guilds' own keys, encrypted on disk. */
export interface KeyVault {
  /** The key itself; undefined where it is gone or cannot be read. */
  open(keyId: string): string | undefined;
  /** Every key, also those that cannot be read. */
  list(): KeyFacts[];
  /** @returns the id of the key */
  add(entry: { guildId: string; key: string; addedBy: string }): Promise<string>;
  /** Kept for what was begun with it. */
  retire(keyId: string): Promise<void>;
  /** For ever. */
  remove(keyId: string): Promise<void>;
}

/** A key of fewer characters could be guessed from the eight that are shown. */
const LONG = 24;

/** The first and last four characters of a long key; nothing of a short one. */
export const maskKey = (key: string): string =>
  key.length < LONG ? "…" : `${key.slice(0, 4)}…${key.slice(-4)}`;
