import { Temporal } from "temporal-polyfill";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS: readonly [RegExp, number][] = [
  [/^m(in(ute)?s?)?$/, MINUTE_MS],
  [/^h((ou)?rs?)?$/, HOUR_MS],
  [/^d(ays?)?$/, DAY_MS],
  [/^w(eeks?)?$/, 7 * DAY_MS],
];

/** Longer ones are better left without an end: somebody has to look again. */
const LONGEST_MS = 366 * DAY_MS;

/** A moment in milliseconds since 1970, or what is wrong with it. */
export type ReadUntil = number | "unreadable" | "past" | "tooFar";

/**
 * Until when a block lasts, as a moderator writes it: `30m`, `2h`, `1d 12h`, `2 weeks`; a date, or a
 * date and a time, by the guild's clocks; or a timestamp as Discord writes them.
 */
export function readUntil(text: string, now: number, timeZone: string): ReadUntil {
  const written = text.trim().toLowerCase();
  const lasts = readDuration(written);
  const at = lasts === undefined ? readMoment(written, timeZone) : now + lasts;
  if (at === undefined || !Number.isSafeInteger(at)) return "unreadable";
  if (at < now + MINUTE_MS) return "past";
  return at > now + LONGEST_MS ? "tooFar" : at;
}

function readDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d{1,6})\s*([a-z]+)[\s,]*/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  let sum = 0;
  for (const [, count, name = ""] of parts) {
    const unit = UNITS.find(([names]) => names.test(name));
    if (unit === undefined) return undefined;
    sum += Number(count) * unit[1];
  }
  return sum;
}

function readMoment(text: string, timeZone: string): number | undefined {
  const stamp = /^<t:(\d{1,12})(:[a-z])?>$/.exec(text);
  if (stamp !== null) return Number(stamp[1]) * 1000;
  const [, date, time = "00:00"] = /^(\d{4}-\d{2}-\d{2})(?:[ t]+(\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone)
      .epochMilliseconds;
  } catch (error) {
    // Such as February 30.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
