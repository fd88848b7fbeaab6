import { expect, onTestFinished, test, vi } from "vitest";
import { createDepartures } from "../../../../src/policy/departures/departures.ts";
import { openPresences, PresenceSchema } from "../../../../src/policy/departures/presence.ts";
import { createPurge, type Purgeable } from "../../../../src/policy/departures/purge.ts";
import type { StoredCollection } from "../../../../src/stores/collection.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { createFastClock } from "../../../support/fast-clock.ts";
import { createLogLines } from "../../../support/log-lines.ts";

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const GUILD = "222222222222222222";
const OTHER = "333333333333333333";
const PURGED = "the data of a guild that was left is purged";

type Guilds = StoredCollection<{ leftAt: number | null }>;

async function openGuilds(): Promise<Guilds> {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  return store.collection("guilds", PresenceSchema, { connection: "cold" });
}

async function* nobody(): AsyncGenerator<string> {}

/** Departures over a store, on a clock that moves when told. */
async function open(
  options: { guilds?: Guilds; parts?: Purgeable[]; isBusy?: () => boolean } = {},
) {
  const { guilds = await openGuilds(), parts = [], isBusy = () => false } = options;
  const clock = createFastClock(0);
  onTestFinished(() => clock.close());
  const log = createLogLines();
  const presences = await openPresences(guilds, nobody, log.log);
  const departures = createDepartures({
    presences,
    purge: createPurge(parts, async () => isBusy()),
    onLeft: async () => {},
    clock,
    log: log.log,
  });
  onTestFinished(() => departures.stop());
  return { guilds, clock, log, presences, departures };
}

test("a purge that failed runs again an hour later, and only then the guild is forgotten", async () => {
  const tries: string[] = [];
  const parts: Purgeable[] = [
    {
      name: "first",
      async purge() {
        tries.push("first");
        return tries.length < 2 ? 1 : 0;
      },
    },
    {
      name: "second",
      async purge() {
        tries.push("second");
        if (tries.length < 4) throw new Error("the disk is full");
        return 0;
      },
    },
  ];
  const { clock, log, departures, guilds } = await open({ parts });
  departures.left(GUILD);
  clock.advance(32 * DAY_MS);
  departures.begin();
  await log.waitFor("the data of a guild that was left could not be purged yet");
  expect(await guilds.get(GUILD)).toBeDefined();
  await vi.waitUntil(() => {
    clock.advance(HOUR_MS);
    return log.lines.some(({ msg }) => msg === PURGED);
  });
  expect(tries).toEqual(["first", "second", "first", "second"]);
  expect(await guilds.get(GUILD)).toBeUndefined();
});

test("what has not ended yet ends first", async () => {
  let busy = true;
  let asked = 0;
  const isBusy = (): boolean => {
    asked += 1;
    return busy;
  };
  const { clock, log, departures, presences } = await open({ isBusy });
  departures.left(GUILD);
  clock.advance(32 * DAY_MS);
  departures.begin();
  await vi.waitUntil(() => asked === 1);
  expect(presences.gone()).toEqual([GUILD]);
  busy = false;
  await vi.waitUntil(() => {
    clock.advance(HOUR_MS);
    return asked === 2;
  });
  await log.waitFor(PURGED);
  expect(presences.gone()).toEqual([]);
});

test("what is left behind by something that ended during the purge is purged as well", async () => {
  const kept = ["one", "late"];
  const parts: Purgeable[] = [{ name: "things", purge: async () => (kept.pop() ? 1 : 0) }];
  const { clock, log, departures } = await open({ parts });
  departures.left(GUILD);
  clock.advance(32 * DAY_MS);
  departures.begin();
  expect(await log.waitFor(PURGED)).toMatchObject({ things: 2 });
  expect(kept).toEqual([]);
});

test("a guild that comes back in the middle of its purge keeps what is left", async () => {
  const done: string[] = [];
  const parts: Purgeable[] = ["first", "second"].map((name) => ({
    name,
    async purge() {
      done.push(name);
      departures.joined(GUILD);
      return 1;
    },
  }));
  const { clock, presences, departures, guilds, log } = await open({ parts });
  departures.left(GUILD);
  clock.advance(32 * DAY_MS);
  departures.begin();
  await vi.waitUntil(() => done.length > 0);
  await departures.stop();
  expect(done).toEqual(["first"]);
  expect(presences.leftAt(GUILD)).toBeNull();
  expect(await guilds.get(GUILD)).toEqual({ leftAt: null });
  expect(log.lines.filter(({ msg }) => msg === PURGED)).toEqual([]);
});

test("a session without a guild of its own shard means that it was left, and of another's nothing", async () => {
  const { departures, presences } = await open();
  departures.session(new Set([GUILD, OTHER]), () => true);
  departures.session(new Set(), (guildId) => guildId === GUILD);
  expect(presences.gone()).toEqual([GUILD]);
  expect(presences.present()).toEqual([OTHER]);
});

test("what the store did not take is written down an hour later", async () => {
  const guilds = await openGuilds();
  let isFull = true;
  const failing: Guilds = {
    ...guilds,
    set: async (id, value) => {
      if (isFull) throw new Error("the disk is full");
      await guilds.set(id, value);
    },
  };
  const { clock, log, departures, presences } = await open({ guilds: failing });
  departures.begin();
  departures.left(GUILD);
  await log.waitFor("that a guild was joined or left is written down later");
  expect(presences.gone()).toEqual([GUILD]);
  isFull = false;
  clock.advance(HOUR_MS);
  await presences.settle();
  expect((await guilds.get(GUILD))?.leftAt).toEqual(expect.any(Number));
});

test("where nothing was ever noted, guilds with data count as joined until a session says otherwise", async () => {
  const guilds = await openGuilds();
  const log = createLogLines();
  async function* withData(): AsyncGenerator<string> {
    yield GUILD;
    yield GUILD;
  }
  const presences = await openPresences(guilds, withData, log.log);
  await presences.settle();
  expect(presences.present()).toEqual([GUILD]);
  expect(await guilds.get(GUILD)).toEqual({ leftAt: null });
});
