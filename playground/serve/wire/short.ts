const LONGEST_TEXT = 4_096;
const LONGEST_LIST = 200;

/** A copy for people to read: pictures in base64 and the like cut to their beginning. */
export function short(value: unknown): unknown {
  if (typeof value === "string") {
    return value.length > LONGEST_TEXT
      ? `${value.slice(0, 200)}… (${value.length} characters)`
      : value;
  }
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(short);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, short(part)]));
}
