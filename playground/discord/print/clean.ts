/** What could move a terminal's cursor, repaint it, or turn its text around. */
const UNSAFE = /[\p{Control}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * The same value with every text made safe to print: members write prompts and name files, and
 * an escape sequence in one would otherwise reach the reader's terminal.
 */
export function clean<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replace(UNSAFE, (found) => (found === "\n" ? found : found === "\t" ? " " : ""));
  }
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
}
