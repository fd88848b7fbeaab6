import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../../../../src/generation/errors.ts";
import type { Generation } from "../../../../src/generation/generation.ts";
import type { Log } from "../../../../src/generation/ports.ts";
import type { OperatorBudget } from "../../../../src/policy/money/budget.ts";
import { openLedger, type Ledger } from "../../../../src/policy/money/ledger.ts";
import { createMoney, type Held, type MoneyAsked } from "../../../../src/policy/money/money.ts";
import { NEW_GUILD, type GuildSettings } from "../../../../src/policy/settings.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openMemoryBackend } from "../../../../src/stores/memory-backend.ts";
import { openSqliteBackend } from "../../../../src/stores/sqlite-backend.ts";
import { createStore } from "../../../../src/stores/store.ts";
import { sampleGeneration, sampleRequest } from "../../../support/sample-generation.ts";

export const GUILD = "222222222222222222";
export const MEMBER = "444444444444444444";
/** Noon in UTC, in the middle of a month. */
export const NOON = Date.UTC(2026, 4, 14, 12);

export const NO_OPERATOR_BUDGET: OperatorBudget = {
  dayMicroUsd: undefined,
  monthMicroUsd: undefined,
  guildDayMicroUsd: undefined,
};

export const settingsWith = (change: Partial<GuildSettings>): GuildSettings => ({
  ...NEW_GUILD,
  ...change,
});

/** What is not said is of the sample request; `microUsd` is the most that it may cost. */
type Asked = Partial<MoneyAsked> & { microUsd?: number };

export interface Till {
  ledger: () => Ledger;
  spending: ReturnType<typeof openCollections>["spending"];
  clock: { now(): number; set(at: number): void };
  errors: object[];
  hold: (asked?: Asked, settings?: GuildSettings) => Held;
  /** The sentence that a request is refused with. */
  refusal: (asked?: Asked, settings?: GuildSettings) => string;
  /** A new process on the same store, with the unfinished records that the last one left. */
  restart(unfinished?: readonly Generation[]): Promise<void>;
  /** The text under a document's key; `damage` puts one there that is no document. */
  bytes(id: string): Promise<string | undefined>;
  damage(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A ledger over a real store. */
export async function openTill(
  kind: "memory" | "sqlite" = "memory",
  operator: OperatorBudget = NO_OPERATOR_BUDGET,
): Promise<Till> {
  const folder = kind === "sqlite" ? await mkdtemp(path.join(tmpdir(), "flipbook-money-")) : null;
  const backend =
    folder === null
      ? openMemoryBackend()
      : await openSqliteBackend(path.join(folder, "money.sqlite"));
  const store = createStore(backend, { debug() {}, info() {}, warn() {}, error() {} });
  const { spending } = openCollections(store);
  let now = NOON;
  const clock = { now: () => now, set: (at: number) => void (now = at) };
  const errors: object[] = [];
  const log: Pick<Log, "error"> = { error: (facts) => void errors.push(facts) };
  let ledger = await openLedger(spending, { clock, log });

  function asked({ microUsd = 100_000, ...given }: Asked) {
    const request = given.request ?? sampleRequest;
    return {
      generationId: "111111111111111111",
      guildId: GUILD,
      memberId: MEMBER,
      roleIds: [],
      keyId: null,
      request,
      upperBoundOf: () => microUsd,
      ...given,
    } satisfies MoneyAsked;
  }
  const money = () => createMoney(ledger, operator);

  return {
    ledger: () => ledger,
    spending,
    clock,
    errors,
    hold: (given = {}, settings = NEW_GUILD) => money().hold(asked(given), settings, now),
    refusal(given = {}, settings = NEW_GUILD) {
      try {
        money().check(asked(given), settings, now);
      } catch (error) {
        if (error instanceof UserError) return error.message;
        throw error;
      }
      throw new Error("it was not refused");
    },
    async restart(unfinished = []) {
      ledger = await openLedger(spending, { clock, log });
      for (const generation of unfinished) await ledger.restore(generation);
    },
    bytes: (id) => backend.connections.cold.get(`spending:${id}`),
    damage: (id) => backend.connections.cold.set(`spending:${id}`, '{"version":1,"record":7}'),
    async close() {
      await store.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The record of a request for which money was held. */
export function recordOf(
  held: Held,
  change: Parameters<typeof sampleGeneration>[0] = {},
): Generation {
  return sampleGeneration({
    ...held,
    createdAt: held.admittedAt,
    reservedMicroUsd: held.boundMicroUsd,
    ...change,
  });
}

/** The record once its cost is known. */
export const settled = (
  generation: Generation,
  microUsd: number,
  change: Partial<Generation> = {},
): Generation => ({
  ...generation,
  state: "delivering",
  cost: { microUsd, estimated: false },
  reservedMicroUsd: 0,
  ...change,
});
