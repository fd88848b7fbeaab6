/**
 * What a collection needs of whatever keeps the bytes: texts under keys. One file per backend;
 * nothing here that PostgreSQL, Redis or Valkey could not do as well.
 */
export interface Connection {
  get(key: string): Promise<string | undefined>;
  /** In the order of `keys`. The caller asks for at most 500 at once. */
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
  /** Resolves when the text will survive a power cut; throws where it was not stored. */
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Every key that starts with `prefix`, in no promised order. */
  keys(prefix: string): Promise<string[]>;
  /** Renames a key, its bytes untouched; what was under the new key is replaced. */
  move(from: string, to: string): Promise<void>;
}

/** Hot: small, written at every step. Cold: large, read in long lists, that must not hold up hot. */
export type ConnectionName = "hot" | "cold";

export interface Backend {
  connections: Record<ConnectionName, Connection>;
  close(): Promise<void>;
}
