import { markup, type Html } from "../html.ts";
import type { RenderContext } from "../context.ts";

type When = Pick<RenderContext, "nowMs" | "timeZone">;

type Unit = readonly [Intl.RelativeTimeFormatUnit, number];

const SECOND: Unit = ["second", 1];
const UNITS: readonly Unit[] = [
  SECOND,
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["month", 2_592_000],
  ["year", 31_536_000],
];

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/** JavaScript's dates end here, in both directions. */
const LAST_SECOND = 8_640_000_000_000;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/**
 * A `<t:…>` as the viewer reads it. `data-at` and `data-style` let a page count on without
 * rendering anything again.
 */
export function timestamp(unixSeconds: number, style: string, when: When): Html {
  if (Math.abs(unixSeconds) > LAST_SECOND) return markup`Invalid date`;
  const atMs = unixSeconds * 1000;
  return markup`<time
    class="timestamp"
    datetime="${new Date(atMs).toISOString()}"
    title="${dateText(atMs, "F", when.timeZone)}"
    data-at="${unixSeconds}"
    data-style="${style}">
    ${style === "R" ? relativeText(atMs, when.nowMs) : dateText(atMs, style, when.timeZone)}</time>`;
}

/** `in 5 minutes`, `2 days ago`, `in an hour`. */
export function relativeText(atMs: number, nowMs: number): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  if (seconds === 0) return "now";
  // A second less than a day is not 24 hours, but a day.
  const [unit, size] =
    UNITS.find(([, size], index) => {
      const next = UNITS[index + 1]?.[1] ?? Infinity;
      return Math.round(Math.abs(seconds) / size) * size < next;
    }) ?? SECOND;
  const text = relative.format(Math.round(seconds / size), unit);
  return text.replace(/\b1 (?=hour)/, "an ").replace(/\b1 (?!second)/, "a ");
}

/** One of Discord's date styles; `f` for one that there is not. */
export function dateText(atMs: number, style: string, timeZone: string): string {
  const format = STYLES[style] ?? STYLES["f"];
  return new Intl.DateTimeFormat("en-US", { ...format, timeZone }).format(atMs);
}

/** As it stands beside a message's author: `6:34 PM`, `Yesterday at 6:34 PM`, `1/2/26, 6:34 PM`. */
export function postedText(atMs: number, { nowMs, timeZone }: When): string {
  const day = (ms: number): string => dateText(ms, "d", timeZone);
  const time = dateText(atMs, "t", timeZone);
  if (day(atMs) === day(nowMs)) return time;
  if (day(atMs) === day(nowMs - 86_400_000)) return `Yesterday at ${time}`;
  return `${day(atMs)}, ${time}`;
}
