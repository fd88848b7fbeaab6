import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addStrike,
  blockAt,
  BLOCK_STEPS_MS,
  clearStrikes,
  countResults,
  countStrikes,
  MemberSchema,
  NEW_MEMBER,
  STRIKE_LIFE_MS,
  type Member,
} from "../../../src/policy/members.ts";

const START = 1_800_000_000_000;
const DAY_MS = 24 * 60 * 60_000;

let ids = 0;
const strikeAt = (member: Member, at: number, threshold = 3): Member => {
  ids += 1;
  return addStrike(member, { id: `request ${ids}`, at, reason: "a reason" }, threshold);
};

/** A member after `count` strikes in a row, all at this moment. */
const struck = (count: number, at = START, from = NEW_MEMBER): Member =>
  Array.from({ length: count }).reduce<Member>((member) => strikeAt(member, at), from);

describe("strikes", () => {
  it("block nobody below the threshold", () => {
    expect(blockAt(struck(2), START)).toBeNull();
    expect(countStrikes(struck(2), START)).toBe(2);
  });

  it("block for ten minutes at the threshold, by the bot", () => {
    const block = blockAt(struck(3), START);
    expect(block).toMatchObject({ until: START + 10 * 60_000, by: "bot" });
    expect(blockAt(struck(3), START + 10 * 60_000)).toBeNull();
  });

  it("begin to count anew after a block, and stay in the history", () => {
    const member = struck(3);
    expect(countStrikes(member, START)).toBe(0);
    expect(member.strikes).toHaveLength(3);
    expect(blockAt(strikeAt(member, START + DAY_MS), START + DAY_MS)).toBeNull();
  });

  it("lead to longer and longer blocks, a week at most", () => {
    let member = NEW_MEMBER;
    let now = START;
    const lasted = Array.from({ length: 7 }, () => {
      member = struck(3, now, member);
      const until = member.block?.until ?? 0;
      const ms = until - now;
      now = until + 1;
      return ms;
    });
    expect(lasted).toEqual([...BLOCK_STEPS_MS, 7 * DAY_MS, 7 * DAY_MS]);
  });

  it("begin with a short block again after 90 quiet days", () => {
    const twice = struck(3, START + DAY_MS, struck(3));
    const later = START + 95 * DAY_MS;
    expect(struck(3, later, twice).block?.until).toBe(later + 10 * 60_000);
  });

  it("count for 30 days", () => {
    const late = START + STRIKE_LIFE_MS + 1;
    expect(countStrikes(struck(2), late)).toBe(0);
    expect(blockAt(strikeAt(struck(2), late), late)).toBeNull();
  });

  it("count once for one request", () => {
    const strike = { id: "the same", at: START, reason: "a reason" };
    const once = addStrike(NEW_MEMBER, strike, 3);
    expect(addStrike(once, strike, 3)).toBe(once);
  });

  it("never block where the threshold is 0", () => {
    const many = Array.from({ length: 50 }).reduce<Member>(
      (member) => strikeAt(member, START, 0),
      NEW_MEMBER,
    );
    expect(blockAt(many, START)).toBeNull();
  });

  it("leave a longer block of a moderator in place", () => {
    const block = { until: null, since: START, by: "1", reason: "theirs", appeal: null };
    expect(struck(3, START, { ...NEW_MEMBER, block }).block).toEqual(block);
  });

  it("are forgiven together with the blocks they led to", () => {
    const forgiven = clearStrikes(struck(3, START + DAY_MS, struck(3)));
    expect(forgiven.strikes).toEqual([]);
    const again = struck(3, START + 2 * DAY_MS, forgiven);
    expect(again.block?.until).toBe(START + 2 * DAY_MS + 10 * 60_000);
  });
});

describe("results", () => {
  it("are counted once a generation", () => {
    const once = countResults(NEW_MEMBER, "1", 2);
    expect(countResults(once, "1", 2)).toBe(once);
    expect(countResults(once, "2", 1).results).toBe(3);
  });
});

describe("whatever happens to a member", () => {
  const deed = record({
    what: constantFrom("strike", "clear", "count"),
    id: integer({ min: 0, max: 60 }).map(String),
    afterMs: integer({ min: -1000, max: 3 * DAY_MS }),
  });

  it("the record stays readable and small, and a block of the bot ends within a week", () => {
    assert(
      property(
        array(deed, { maxLength: 300 }),
        integer({ min: 0, max: 100 }),
        (deeds, threshold) => {
          let now = START;
          let member = NEW_MEMBER;
          for (const { what, id, afterMs } of deeds) {
            now += afterMs;
            if (what === "strike")
              member = addStrike(member, { id, at: now, reason: "" }, threshold);
            else if (what === "clear") member = clearStrikes(member);
            else member = countResults(member, id, 1);
          }
          expect(MemberSchema.parse(member)).toEqual(member);
          expect(member.strikes.length).toBeLessThanOrEqual(100);
          expect(member.countedIds.length).toBeLessThanOrEqual(20);
          const { block } = member;
          expect((block?.until ?? 0) - (block?.since ?? 0)).toBeLessThanOrEqual(7 * DAY_MS);
        },
      ),
    );
  });
});
