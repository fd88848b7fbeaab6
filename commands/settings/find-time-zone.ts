import { isTimeZone } from "../../src/policy/money/days.ts";

/** The name that is kept for a time zone however it was typed: `europe/berlin`, Asia/Kolkata. */
export function findTimeZone(typed: string): string | undefined {
  const timeZone = typed.trim().replaceAll(" ", "_");
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    return isTimeZone(known) ? known : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
