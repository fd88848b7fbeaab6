import { expect, onTestFinished, test } from "vitest";
import { UserError } from "../../../../src/generation/errors.ts";
import { settingsWith, NO_OPERATOR_BUDGET, NOON, openTill } from "./support.ts";

const USD = 1_000_000;
const HOUR_MS = 60 * 60_000;

/** From twelve hours behind Greenwich to fourteen ahead; the names have the sign turned round. */
const ZONES = Array.from({ length: 27 }, (_, index) =>
  index > 12 ? `Etc/GMT-${index - 12}` : `Etc/GMT+${12 - index}`,
);

function isHeld(hold: () => unknown): boolean {
  try {
    hold();
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function till() {
  const opened = await openTill("memory", { ...NO_OPERATOR_BUDGET, guildDayMicroUsd: USD });
  onTestFinished(() => opened.close());
  return opened;
}

test("changing the time zone each hour gives a server no more than two days of the operator's money", async () => {
  const { hold, clock } = await till();
  let held = 0;
  for (let hour = 0; hour < 24; hour += 1) {
    clock.set(NOON + hour * HOUR_MS);
    held += ZONES.filter((timeZone, index) =>
      isHeld(() =>
        hold(
          { generationId: String(hour * 100 + index), microUsd: USD },
          settingsWith({ timeZone }),
        ),
      ),
    ).length;
  }
  expect(held).toBe(2);
});

test("a server that keeps its time zone spends each day's money, at the end of one and the beginning of the next", async () => {
  const { hold, refusal, clock } = await till();
  const settings = settingsWith({ timeZone: "Europe/Berlin" });
  const midnight = Date.UTC(2026, 4, 14, 22);
  for (let day = 0; day < 4; day += 1) {
    const late = day % 2 === 0 ? 23.9 * HOUR_MS : 0;
    clock.set(midnight + day * 24 * HOUR_MS + late);
    hold({ generationId: String(day + 1), microUsd: USD }, settings);
    expect(refusal({}, settings)).toMatch(/\$0\.00 of that is left/);
  }
});

test("the refusal says why, and that it passes", async () => {
  const { hold, refusal, clock } = await till();
  hold({ generationId: "1", microUsd: USD });
  // Each an hour later, and where midnight has just passed.
  clock.set(NOON + HOUR_MS);
  hold({ generationId: "2", microUsd: USD }, settingsWith({ timeZone: "Etc/GMT-11" }));
  clock.set(NOON + 2 * HOUR_MS);
  expect(refusal({}, settingsWith({ timeZone: "Etc/GMT-10" }))).toMatchInlineSnapshot(
    `"The bot's operator allows each server $1.00 a day, and with days of several time zones more than twice that would be spent within 24 hours. Please try again in some hours. Nothing was spent."`,
  );
});
