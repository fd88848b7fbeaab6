import { describe, expect, it, onTestFinished } from "vitest";
import { BlockedError } from "../../../src/policy/blocked-error.ts";
import { createStanding } from "../../../src/policy/standing.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openMemoryBackend } from "../../../src/stores/memory-backend.ts";
import { createStore } from "../../../src/stores/store.ts";

const GUILD = "1000000000000000001";
const OTHER_GUILD = "1000000000000000002";
const MEMBER = "2000000000000000001";
const NEVER = { until: null, by: "3000000000000000001", reason: "spam" };

const log = { debug() {}, info() {}, warn() {}, error() {} };

function open() {
  const backend = openMemoryBackend();
  const store = createStore(backend, log);
  onTestFinished(() => store.close());
  const time = { now: 1_800_000_000_000 };
  const standing = createStanding({
    members: openCollections(store).members,
    clock: { now: () => time.now },
    log,
  });
  const strike = (id: string) => standing.strike(GUILD, MEMBER, { id, reason: "a word" }, 3);
  return { standing, strike, time, backend };
}

describe("a member", () => {
  it("passes who is unknown", async () => {
    const { standing } = open();
    await expect(standing.check(GUILD, MEMBER)).resolves.toBeUndefined();
  });

  it("is refused while blocked, and passes when the block is over", async () => {
    const { standing, time } = open();
    await standing.block(GUILD, MEMBER, { ...NEVER, until: time.now + 1000 });
    await expect(standing.check(GUILD, MEMBER)).rejects.toBeInstanceOf(BlockedError);
    await expect(standing.check(OTHER_GUILD, MEMBER)).resolves.toBeUndefined();
    time.now += 1000;
    await expect(standing.check(GUILD, MEMBER)).resolves.toBeUndefined();
  });

  it("passes after being unblocked, and cannot be unblocked twice", async () => {
    const { standing } = open();
    await standing.block(GUILD, MEMBER, NEVER);
    expect(await standing.unblock(GUILD, MEMBER)).toMatchObject(NEVER);
    expect(await standing.unblock(GUILD, MEMBER)).toBeNull();
    await expect(standing.check(GUILD, MEMBER)).resolves.toBeUndefined();
  });

  it("is told of the block that the third strike led to, once", async () => {
    const { strike } = open();
    expect(await strike("1")).toEqual({ count: 1, block: null });
    expect(await strike("2")).toEqual({ count: 2, block: null });
    expect(await strike("2")).toEqual({ count: 2, block: null });
    expect(await strike("3")).toMatchObject({ count: 3, block: { by: "bot" } });
    expect(await strike("3")).toMatchObject({ block: null });
  });

  it("collects strikes told at the same moment one by one", async () => {
    const { standing, strike } = open();
    const outcomes = await Promise.all(["1", "2", "3"].map(strike));
    expect(outcomes.filter(({ block }) => block !== null)).toHaveLength(1);
    expect((await standing.of(GUILD, MEMBER)).strikes).toHaveLength(3);
  });

  it("appeals once for each block", async () => {
    const { standing } = open();
    expect(await standing.appeal(GUILD, MEMBER, "please")).toBe("notBlocked");
    await standing.block(GUILD, MEMBER, NEVER);
    expect(await standing.appeal(GUILD, MEMBER, "please")).toBe("noted");
    expect(await standing.appeal(GUILD, MEMBER, "please!")).toBe("appealedBefore");
    await standing.block(GUILD, MEMBER, NEVER);
    expect(await standing.appeal(GUILD, MEMBER, "again")).toBe("noted");
  });

  it("has results counted once a generation", async () => {
    const { standing } = open();
    expect(await standing.countResults(GUILD, MEMBER, "1", 2)).toBe(2);
    expect(await standing.countResults(GUILD, MEMBER, "1", 2)).toBe(2);
    expect(await standing.countResults(GUILD, MEMBER, "2", 1)).toBe(3);
  });

  it("is refused where the record cannot be read, until a moderator decides", async () => {
    const { standing, backend } = open();
    await backend.connections.cold.set(`members:${GUILD}:${MEMBER}`, "{broken");
    await expect(standing.check(GUILD, MEMBER)).rejects.toThrow(/cannot read/);
    expect(await standing.unblock(GUILD, MEMBER)).toBeNull();
    await expect(standing.check(GUILD, MEMBER)).resolves.toBeUndefined();
  });
});
