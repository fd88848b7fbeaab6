import { describe, expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { textOf, videosOf } from "../support/cards.ts";
import { allArchived, stored } from "../support/left-records.ts";
import { only, requested, requestsOf } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const JUMPS = [
  ["an hour", HOUR_MS],
  ["a day", 24 * HOUR_MS],
] as const;
const SLOW = {
  runware: { manual: true },
  env: { DEADLINE_MINUTES: "10", RUNWARE_CONCURRENCY: "1" },
};

describe.each(JUMPS)("a clock that is set back by %s", (_, jumpMs) => {
  test("keeps nobody in line: turns and cards go on", async () => {
    const stage = await setStage(SLOW);
    const first = await ask(stage);
    await first.rendering();
    const second = await ask(stage);
    const third = await ask(stage);
    await third.shows(/place 2 in line/);
    stage.clock.setBack(jumpMs);
    await stage.runware.finish((await first.task()).taskUUID);
    await second.rendering();
    await third.shows(/next in line/);
    await stage.runware.finish((await second.task()).taskUUID);
    await third.rendering();
    await stage.runware.finish((await third.task()).taskUUID);
    for (const asked of [first, second, third]) {
      expect(videosOf(await asked.over())).toHaveLength(1);
    }
    expect(stage.runware.charges.size).toBe(3);
    expect(stage.channel.messages()).toHaveLength(3);
  });

  test("does not lengthen the pause after Runware was busy", async () => {
    const stage = await setStage(SLOW);
    const busy = { refuse: 429, retryAfterS: 20 };
    stage.runware.faults.next({ match: only("videoInference"), do: busy });
    const asked = await ask(stage);
    await requested(stage.runware, () => requestsOf(stage.runware, "videoInference")[0]);
    await asked.shows(/busy/);
    stage.clock.setBack(jumpMs);
    const { taskUUID } = await asked.rendering();
    await stage.runware.finish(taskUUID);
    expect(videosOf(await asked.over())).toHaveLength(1);
  });

  test("does not keep Runware being asked for longer where it takes nothing", async () => {
    const stage = await setStage(SLOW);
    const busy = { refuse: 429, retryAfterS: 20 };
    stage.runware.faults.next({ match: only("videoInference"), times: 1000, do: busy });
    const asked = await ask(stage);
    await asked.shows(/busy/);
    stage.clock.setBack(jumpMs);
    // An answer still under way would be lost in the next jump.
    const refusals = (): number => stage.log.lines.filter(({ status }) => status === 429).length;
    const before = refusals();
    await expect.poll(refusals, { timeout: 10_000 }).toBeGreaterThan(before);
    stage.clock.advance(11 * MINUTE_MS);
    expect(textOf(await asked.over())).toContain("has not been taking requests");
  });

  test("neither shortens nor lengthens a deadline and the hour after it", async () => {
    const stage = await setStage(SLOW);
    const asked = await ask(stage);
    await asked.rendering();
    stage.clock.setBack(jumpMs);
    stage.clock.advance(8 * MINUTE_MS);
    const polls = requestsOf(stage.runware, "getResponse").length;
    await requested(stage.runware, () => requestsOf(stage.runware, "getResponse").length > polls);
    expect(textOf(asked.card())).not.toMatch(/longer than usual/);
    stage.clock.advance(2 * MINUTE_MS);
    await asked.shows(/takes much longer than usual/);
    stage.clock.advance(HOUR_MS);
    expect(textOf(await asked.over())).toContain("Runware never finished this video.");
  });

  test("does not lengthen the deadline of what another process began", async () => {
    const stage = await setStage(SLOW);
    const asked = await ask(stage);
    await asked.rendering();
    await stage.stopBot();
    stage.clock.setBack(jumpMs);
    await stage.startBot();
    stage.clock.advance(10 * MINUTE_MS);
    await asked.shows(/takes much longer than usual/);
    stage.clock.advance(HOUR_MS);
    expect(textOf(await asked.over())).toContain("Runware never finished this video.");
  });

  test("lets an overdue result come and be learned from", async () => {
    const stage = await setStage(SLOW);
    const asked = await ask(stage);
    const { taskUUID } = await asked.rendering();
    stage.clock.advance(10 * MINUTE_MS);
    await asked.shows(/takes much longer than usual/);
    stage.clock.setBack(jumpMs);
    stage.clock.advance(40 * MINUTE_MS);
    await stage.runware.finish(taskUUID);
    stage.clock.advance(MINUTE_MS);
    expect(videosOf(await asked.over())).toHaveLength(1);
    await allArchived(stage);
    expect(
      stage.log.lines.filter(({ msg }) => msg === "a step failed and runs again later"),
    ).toEqual([]);
    const { archive } = await stored(stage, asked.id);
    expect(archive?.state).toBe("done");
  });

  test("ends an overdue generation an hour later although Runware is silent", async () => {
    const stage = await setStage(SLOW);
    const asked = await ask(stage);
    await asked.rendering();
    stage.clock.advance(10 * MINUTE_MS);
    await asked.shows(/takes much longer than usual/);
    stage.clock.setBack(jumpMs);
    stage.runware.faults.next({ times: 100_000, do: { status: 503 } });
    stage.clock.advance(HOUR_MS);
    await stage.log.waitFor("a step failed and runs again later");
    // The last word is asked for once more, an hour later.
    let passedMs = 0;
    const end = stage.log.waitFor("a task never finished; its reservation is released");
    await expect
      .poll(
        () => {
          stage.clock.advance(5 * MINUTE_MS);
          passedMs += 5 * MINUTE_MS;
          return textOf(asked.card());
        },
        { interval: 100, timeout: 10_000 },
      )
      .toContain("Runware never finished this video.");
    await end;
    expect(passedMs).toBeGreaterThanOrEqual(HOUR_MS);
    expect(passedMs).toBeLessThan(2 * HOUR_MS);
  });

  test("does not hold back a batch whose last results never come", async () => {
    const stage = await setStage(SLOW);
    stage.runware.faults.task(() => true, { failItems: [0, 1], errorEntries: "one" });
    const asked = await ask(stage, { results: 3 });
    const { taskUUID } = await asked.rendering();
    await stage.runware.finish(taskUUID);
    const polls = requestsOf(stage.runware, "getResponse").length;
    await requested(
      stage.runware,
      () => requestsOf(stage.runware, "getResponse").length > polls + 1,
    );
    stage.clock.setBack(jumpMs);
    stage.clock.advance(40_000);
    expect(videosOf(await asked.over())).toHaveLength(1);
  });

  test("never has a task ordered again whose age it hides", async () => {
    const stage = await setStage(SLOW);
    stage.runware.faults.next({ match: only("videoInference"), do: { hangUp: "before" } });
    stage.runware.faults.next({ match: only("getResponse"), times: 4, do: { status: 503 } });
    const asked = await ask(stage);
    await requested(stage.runware, () => requestsOf(stage.runware, "getResponse")[0]);
    stage.clock.setBack(jumpMs);
    expect(textOf(await asked.over())).toContain("We cannot tell whether it was charged");
    expect(requestsOf(stage.runware, "videoInference")).toHaveLength(1);
  });

  test("does not have a message posted twice whose answer was lost", async () => {
    const stage = await setStage({ runware: { manual: true } });
    const asked = await ask(stage, { private: true });
    const { taskUUID } = await asked.rendering();
    stage.discord.clock.advance(16 * MINUTE_MS);
    const cut = stage.discord.faults.next({
      match: { method: "POST", route: "/channels/:id/messages" },
      do: { hangUp: "after" },
    });
    stage.clock.advance(16 * MINUTE_MS);
    await stage.runware.finish(taskUUID);
    stage.clock.advance(MINUTE_MS);
    await cut.met;
    await stage.stopBot();
    stage.discord.clock.advance(10 * MINUTE_MS);
    stage.clock.setBack(jumpMs);
    await stage.startBot();
    await stage.log.waitFor("a generation ended", ({ generationId }) => generationId === asked.id);
    expect(stage.member.directMessages).toHaveLength(1);
  });
});
