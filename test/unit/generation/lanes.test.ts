import { expect, test } from "vitest";
import { createLanes, type KeyId } from "../../../src/generation/lanes.ts";
import { lockedAccount } from "../../../src/generation/locked-account.ts";
import type { Account } from "../../../src/generation/ports/provider.ts";
import { createManualClock } from "../../contract/runware/support/manual-clock.ts";
import { createRecordingLog } from "../../contract/runware/support/recording-log.ts";

const IDLE_MS = 5 * 60_000;
const own = "a guild's own";

/** Lanes over accounts that do nothing but remember what is asked of them. */
function setUp(change: (keyId: KeyId) => Partial<Account> = () => ({})) {
  const clock = createManualClock();
  const opened: KeyId[] = [];
  const closed: KeyId[] = [];
  const hinted: [KeyId, string][] = [];
  const turns: string[] = [];
  const lanes = createLanes({
    concurrency: 1,
    clock,
    log: createRecordingLog(),
    openProvider(keyId) {
      opened.push(keyId);
      return {
        ...lockedAccount(),
        hint: (taskUUID) => hinted.push([keyId, taskUUID]),
        async close() {
          closed.push(keyId);
        },
        ...change(keyId),
      };
    },
  });
  lanes.onTurn((id) => turns.push(id));
  const wait = (keyId: KeyId, id: string): void => {
    lanes.enter(keyId, id).turns.wait({ id, guildId: "2", memberId: "4" });
  };
  return { clock, lanes, opened, closed, hinted, turns, wait };
}

test("a lane is opened once, when it is first used", () => {
  const { lanes, opened } = setUp();
  expect(opened).toEqual([]);
  expect(lanes.of(own)).toBe(lanes.of(own));
  expect(opened).toEqual([own]);
});

test("each key has slots of its own", () => {
  const { turns, wait } = setUp();
  wait(null, "1");
  wait(null, "2");
  wait(own, "3");
  expect(turns).toEqual(["1", "3"]);
});

test("whoever leaves gives its slot to the next of the same key", () => {
  const { lanes, turns, wait } = setUp();
  wait(null, "1");
  wait(null, "2");
  wait(own, "3");
  wait(own, "4");
  lanes.leave(own, "3");
  expect(turns).toEqual(["1", "3", "4"]);
});

test("a pause of one key holds up nobody with another", () => {
  const { lanes, turns, wait } = setUp((keyId) =>
    keyId === null ? { busyUntil: () => Number.MAX_SAFE_INTEGER } : {},
  );
  wait(null, "1");
  wait(own, "2");
  expect(turns).toEqual(["2"]);
  expect(lanes.of(null).turns.place("1")).toBe(1);
});

test("news of a task reach every open lane, since nobody knows whose it is", () => {
  const { lanes, hinted } = setUp();
  lanes.of(null);
  lanes.of(own);
  lanes.hint("a task");
  expect(hinted).toEqual([
    [null, "a task"],
    [own, "a task"],
  ]);
});

test("a guild's lane closes when nothing has used it for a while, and opens again", async () => {
  const { clock, lanes, opened, closed } = setUp();
  lanes.of(own);
  await clock.advance(IDLE_MS);
  expect(closed).toEqual([own]);
  lanes.of(own);
  expect(opened).toEqual([own, own]);
});

test("a lane that is used now and then stays open", async () => {
  const { clock, lanes, closed } = setUp();
  lanes.of(own);
  await clock.advance(IDLE_MS / 2);
  lanes.of(own);
  await clock.advance(IDLE_MS / 2 + 1000);
  expect(closed).toEqual([]);
  await clock.advance(IDLE_MS);
  expect(closed).toEqual([own]);
});

test("a lane stays open as long as it drives a generation", async () => {
  const { clock, lanes, closed, wait } = setUp();
  wait(own, "1");
  await clock.advance(10 * IDLE_MS);
  expect(closed).toEqual([]);
  lanes.leave(own, "1");
  await clock.advance(2 * IDLE_MS);
  expect(closed).toEqual([own]);
});

test("the operator's lane stays open", async () => {
  const { clock, lanes, closed } = setUp();
  lanes.of(null);
  await clock.advance(10 * IDLE_MS);
  expect(closed).toEqual([]);
});

test("closing closes every lane and hands out no more turns", async () => {
  const { lanes, closed, turns, wait } = setUp();
  wait(null, "1");
  wait(null, "2");
  wait(own, "3");
  const { turns: line } = lanes.of(null);
  await lanes.close();
  line.release("1");
  expect(closed).toEqual([null, own]);
  expect(turns).toEqual(["1", "3"]);
});

test("a provider that fails to close keeps no other open", async () => {
  const { lanes, closed } = setUp((keyId) =>
    keyId === null ? { close: () => Promise.reject(new Error("no")) } : {},
  );
  lanes.of(null);
  lanes.of(own);
  await lanes.close();
  expect(closed).toEqual([own]);
});
