/** Discord's documentation, "Snowflakes": the first moment they count from, in milliseconds. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** The lowest 22 bits tell the ids of one millisecond apart. */
const IDS_A_MS = 2 ** 22;

/** When Discord made this id, in milliseconds since 1970. */
export const timeOf = (id: string): number =>
  Number(BigInt(id) / BigInt(IDS_A_MS)) + DISCORD_EPOCH_MS;

/** For sorting: the older of two ids first. */
export function olderFirst(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export const newerFirst = (a: string, b: string): number => olderFirst(b, a);

/** The day (UTC) in which Discord made this id, YYYY-MM-DD. */
export const utcDayOf = (id: string): string => new Date(timeOf(id)).toISOString().slice(0, 10);
