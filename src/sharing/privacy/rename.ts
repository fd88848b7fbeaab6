/** Finds one member's id in records, and puts another name in its place. */
export interface Rename {
  isIn(value: unknown): boolean;
  /** A copy in which the name stands wherever the id stood: as a value, as a key, within a text. */
  apply<T>(value: T): T;
}

export function createRename(memberId: string, name: string): Rename {
  // A snowflake may be the beginning of a longer number.
  const id = new RegExp(`(?<!\\d)${memberId}(?!\\d)`);
  const everywhere = new RegExp(id, "g");
  return {
    isIn: (value) => id.test(JSON.stringify(value)),
    // Neither the id nor the name has a character that JSON would escape.
    apply: <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(everywhere, name)) as T,
  };
}
