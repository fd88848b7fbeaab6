import { Temporal } from "temporal-polyfill";

/** When the best of a week are shown: people find it when their week begins. */
const HOUR = 9;

/** The last Monday, nine o'clock, at or before a moment, as the clocks on a guild's walls show it. */
export interface WeekEnd {
  /** Of that Monday, YYYY-MM-DD. */
  monday: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The same a week before: 167 to 169 hours, by what the clocks did meanwhile. */
  from: number;
}

/** @throws {RangeError} for a time zone that nobody knows */
export function lastWeekEnd(now: number, timeZone: string): WeekEnd {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const monday = here.toPlainDate().subtract({ days: here.dayOfWeek - 1 });
  const momentOf = (day: Temporal.PlainDate): number =>
    day.toZonedDateTime({ timeZone, plainTime: { hour: HOUR } }).epochMilliseconds;
  const ended = momentOf(monday) <= now ? monday : monday.subtract({ weeks: 1 });
  return {
    monday: ended.toString(),
    at: momentOf(ended),
    from: momentOf(ended.subtract({ weeks: 1 })),
  };
}
