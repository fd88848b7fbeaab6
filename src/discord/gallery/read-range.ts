import { UserError } from "../../generation/errors.ts";
import { dayOf, monthOf, type Period } from "../../policy/money/days.ts";

const HALF_DAY_MS = 12 * 60 * 60_000;

/**
 * The moments between which a request was made, from days or months as somebody typed them; a day
 * counts to its end, in the guild's time zone.
 * @throws {UserError} with what would pass
 */
export function readRange(
  typed: { from: string | undefined; to: string | undefined },
  timeZone: string,
): { from: number | null; until: number | null } {
  const from = typed.from === undefined ? null : periodOf(typed.from, timeZone).from;
  const until = typed.to === undefined ? null : periodOf(typed.to, timeZone).until;
  if (from !== null && until !== null && from >= until) {
    throw new UserError("`from` is after `to`: nothing can lie between. Swap the two.");
  }
  return { from, until };
}

function periodOf(text: string, timeZone: string): Period {
  const typed = text.trim();
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(typed) ?? [];
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 15), 12);
  // Noon in Greenwich is the same day nearly everywhere, and the next or the one before at the edges.
  for (const at of [noon, noon - HALF_DAY_MS, noon + HALF_DAY_MS]) {
    if (!Number.isFinite(at)) break;
    const period = day === undefined ? monthOf(at, timeZone) : dayOf(at, timeZone);
    if (period.name === typed) return period;
  }
  throw new UserError(
    "I could not read that day. Write it as year-month-day, for example `2026-11-22`, or a whole month as `2026-11`.",
  );
}
