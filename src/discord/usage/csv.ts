import type { BookedGeneration } from "../../policy/money/spent.ts";
import { dayOf } from "../../policy/money/days.ts";

const COLUMNS = [
  "day",
  "time_utc",
  "request",
  "member_id",
  "member",
  "videos",
  "cost_usd",
  "cost_is_estimate",
  "above_reserved_usd",
  "key",
];

/** Spreadsheets take a table for one by this mark: without it, they guess the letters' encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a guild's requests cost, a line each. It names no key and no prompt.
 * @param nameOf what people call a member; undefined where nobody knows
 */
export function spendingCsv(
  booked: readonly BookedGeneration[],
  timeZone: string,
  nameOf: (memberId: string) => string | undefined,
): string {
  const lines = booked.map((booking) => [
    dayOf(booking.admittedAt, timeZone).name,
    new Date(booking.admittedAt).toISOString(),
    booking.generationId,
    booking.memberId,
    nameOf(booking.memberId) ?? "",
    String(booking.videos),
    dollars(booking.microUsd),
    booking.estimated ? "yes" : "no",
    dollars(booking.overrunMicroUsd),
    booking.keyId === null ? "bot" : "server",
  ]);
  return BYTE_ORDER_MARK + [COLUMNS, ...lines].map((cells) => `${row(cells)}\r\n`).join("");
}

/** All six decimals: a spreadsheet adds what it is given. */
const dollars = (microUsd: number): string => (microUsd / 1_000_000).toFixed(6);

const row = (cells: readonly string[]): string => cells.map(cell).join(",");

/**
 * A cell as RFC 4180 has it. Spreadsheets run what begins like a formula, and people choose their
 * names: an apostrophe before it makes it text (OWASP, "CSV Injection").
 */
function cell(text: string): string {
  const harmless = /^[\s\p{C}]*[=+\-@|%＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
