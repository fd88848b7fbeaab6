import { Temporal } from "temporal-polyfill";

/** A day or a month as clocks on a guild's walls count it. */
export interface Period {
  /** YYYY-MM-DD or YYYY-MM. */
  readonly name: string;
  /** Its first moment, in milliseconds since 1970. */
  readonly from: number;
  /** The first moment of the next one. */
  readonly until: number;
}

/**
 * The day that `at` (milliseconds since 1970) falls into. 23, 24 or 25 hours long, and it begins at
 * one o'clock where the clocks skip midnight.
 * @throws {RangeError} for a time zone that nobody knows
 */
export const dayOf = remembered((at, timeZone) => {
  const day = dateOf(at, timeZone);
  return {
    name: day.toString(),
    from: startOf(day, timeZone),
    until: startOf(day.add({ days: 1 }), timeZone),
  };
});

/** The month that `at` falls into. Throws as `dayOf` does. */
export const monthOf = remembered((at, timeZone) => {
  const first = dateOf(at, timeZone).with({ day: 1 });
  return {
    name: first.toPlainYearMonth().toString(),
    from: startOf(first, timeZone),
    until: startOf(first.add({ months: 1 }), timeZone),
  };
});

/** The `count` days that end with the one `at` falls into, the oldest first. */
export function lastDays(at: number, timeZone: string, count: number): Period[] {
  const today = dateOf(at, timeZone);
  return Array.from({ length: count }, (_, index) => {
    const day = today.subtract({ days: count - 1 - index });
    return {
      name: day.toString(),
      from: startOf(day, timeZone),
      until: startOf(day.add({ days: 1 }), timeZone),
    };
  });
}

/** `days` later (or earlier) than `name`, both YYYY-MM-DD. */
export const shiftDay = (name: string, days: number): string =>
  Temporal.PlainDate.from(name).add({ days }).toString();

/** An IANA name; a bare offset such as +05:30 would be wrong for half of the year in many places. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const dateOf = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

const startOf = (day: Temporal.PlainDate, timeZone: string): number =>
  day.toZonedDateTime(timeZone).epochMilliseconds;

/**
 * Asked for several times at every request, and mostly for the one of a moment ago; calendars are
 * slow. Keeps the last one of each time zone, of which there are some hundred.
 */
function remembered(
  find: (at: number, timeZone: string) => Period,
): (at: number, timeZone: string) => Period {
  const last = new Map<string, Period>();
  return (at, timeZone) => {
    const known = last.get(timeZone);
    if (known !== undefined && at >= known.from && at < known.until) return known;
    const period = find(at, timeZone);
    last.set(timeZone, period);
    return period;
  };
}
