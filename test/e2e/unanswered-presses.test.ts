import { expect, test } from "vitest";
import type { FaultAction } from "../../playground/discord/faults.ts";
import { ask } from "../support/asking.ts";
import { setStage, type Stage } from "../support/stage.ts";

const ANSWER = { method: "POST", route: "/interactions/:id/:token/callback" };
const UNTAKEN = "Discord took no answer";

const faultsOfOurs = ({ log }: Stage): object[] =>
  log.lines.filter(({ msg }) => msg === "an interaction failed");

test.each<[name: string, fault: FaultAction]>([
  ["closed connections", { hangUp: "before" }],
  ["500s", { status: 500 }],
])(
  "%s on the answer to a press are told as Discord's fault, not as the bot's",
  async (_, fault) => {
    const stage = await setStage({ runware: { manual: true } });
    const asked = await ask(stage);
    await asked.rendering();
    const ordered = stage.discord.faults.next({ match: ANSWER, times: 20, do: fault });
    await stage.member.press(asked.card(), "Details");
    await stage.log.waitFor(UNTAKEN, (line) => line.fault === "noAnswer");
    ordered.cancel();
    expect(faultsOfOurs(stage)).toEqual([]);
  },
);

test("a press that reaches the bot too late is told as such and answered no second time", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  stage.discord.faults.pauseInteractions();
  await stage.member.press(asked.card(), "Details");
  stage.discord.clock.advance(3500);
  stage.discord.faults.resumeInteractions();
  await stage.log.waitFor(UNTAKEN, (line) => line.fault === "unanswerable");
  expect(faultsOfOurs(stage)).toEqual([]);
  expect(stage.discord.wire.entries.filter(({ code }) => code === 10062)).toHaveLength(1);
});
