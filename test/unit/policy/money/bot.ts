import { boolean, constant, constantFrom, integer, nat, oneof, record } from "fast-check";
import { UserError } from "../../../../src/generation/errors.ts";
import type { Generation } from "../../../../src/generation/generation.ts";
import { sampleRequest } from "../../../support/sample-generation.ts";
import { recordOf, settingsWith, settled, type Till } from "./support.ts";

export const GUILDS = ["200000000000000001", "200000000000000002"] as const;
export const MEMBERS = ["400000000000000001", "400000000000000002"] as const;
export const ZONES = { [GUILDS[0]]: "Asia/Kathmandu", [GUILDS[1]]: "America/New_York" } as const;
export const DAY_BUDGET = 1_000_000;
export const MONTH_BUDGET = 2_500_000;
export const BOT_DAY = 1_500_000;
export const BOT_MONTH = 4_000_000;
const HOUR_MS = 3_600_000;

const settingsOf = (guildId: (typeof GUILDS)[number]) =>
  settingsWith({
    budget: { dayMicroUsd: DAY_BUDGET, monthMicroUsd: MONTH_BUDGET },
    timeZone: ZONES[guildId],
  });

/** What may happen; a number picks one of the unfinished. */
export const step = oneof(
  {
    weight: 5,
    arbitrary: record({
      do: constant("start" as const),
      guildId: constantFrom(...GUILDS),
      memberId: constantFrom(...MEMBERS),
      microUsd: integer({ min: 1, max: 400_000 }),
      ownKey: boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constant("settle" as const),
      pick: nat(),
      /** Of the upper bound, in percent: at most all of it. */
      percent: integer({ min: 0, max: 100 }),
      isBooked: boolean(),
    }),
  },
  { weight: 1, arbitrary: record({ do: constant("fail" as const), pick: nat() }) },
  { weight: 2, arbitrary: record({ do: constant("finish" as const), pick: nat() }) },
  { weight: 1, arbitrary: record({ do: constant("bookAgain" as const), pick: nat() }) },
  { weight: 1, arbitrary: record({ do: constant("restart" as const) }) },
  {
    weight: 2,
    arbitrary: record({ do: constant("wait" as const), hours: integer({ min: 1, max: 60 }) }),
  },
);
export type Step = typeof step extends { generate(...given: never[]): { value: infer S } }
  ? S
  : never;

/** A bot that keeps its records and goes through the steps; what it knows is the truth. */
export class Bot {
  readonly unfinished = new Map<string, Generation>();
  readonly ended: Generation[] = [];
  refused = 0;
  #count = 0;
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  async take(step: Step): Promise<void> {
    const ledger = this.#till.ledger();
    switch (step.do) {
      case "start":
        return this.#start(step);
      case "settle": {
        const found = this.#pick(step.pick, ({ cost }) => cost === null);
        if (found === undefined) return;
        const microUsd = Math.floor((found.boundMicroUsd * step.percent) / 100);
        const after = this.#keep(settled(found, microUsd));
        if (step.isBooked) await ledger.book(after);
        return;
      }
      case "fail": {
        const found = this.#pick(step.pick, ({ cost }) => cost === null);
        if (found !== undefined) this.#end({ ...found, state: "failed", reservedMicroUsd: 0 });
        return;
      }
      case "finish": {
        const found = this.#pick(step.pick, ({ cost }) => cost !== null);
        if (found === undefined) return;
        const done = this.#keep({ ...found, state: "done" });
        await ledger.book(done);
        this.#end(done);
        return;
      }
      case "bookAgain": {
        const found = this.#pick(step.pick, ({ cost }) => cost !== null);
        if (found !== undefined) await Promise.all([ledger.book(found), ledger.book(found)]);
        return;
      }
      case "restart":
        return this.#till.restart([...this.unfinished.values()]);
      case "wait":
        this.#till.clock.set(this.#till.clock.now() + step.hours * HOUR_MS);
    }
  }

  /** What all that it knows adds up to, in micro-USD; `of` chooses. */
  sum(what: "spent" | "reserved", of: (generation: Generation) => boolean): number {
    return [...this.unfinished.values(), ...this.ended]
      .filter(of)
      .reduce((sum, { cost, reservedMicroUsd }) => {
        return sum + (what === "spent" ? (cost?.microUsd ?? 0) : reservedMicroUsd);
      }, 0);
  }

  #start({ guildId, memberId, microUsd, ownKey }: Extract<Step, { do: "start" }>): void {
    this.#count += 1;
    const id = String(900_000_000_000_000_000n + BigInt(this.#count));
    const keyId = ownKey ? "own" : null;
    try {
      const held = this.#till.hold(
        { generationId: id, guildId, memberId, keyId, microUsd },
        settingsOf(guildId),
      );
      this.#keep(recordOf(held, { id, guildId, memberId, keyId, request: sampleRequest }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.refused += 1;
    }
  }

  #pick(index: number, fits: (generation: Generation) => boolean): Generation | undefined {
    const fitting = [...this.unfinished.values()].filter(fits);
    return fitting[index % Math.max(1, fitting.length)];
  }

  #keep(generation: Generation): Generation {
    this.unfinished.set(generation.id, generation);
    this.#till.ledger().follow(generation);
    return generation;
  }

  #end(generation: Generation): void {
    this.#keep(generation);
    this.unfinished.delete(generation.id);
    this.ended.push(generation);
  }
}
