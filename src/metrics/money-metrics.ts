import { Counter, Gauge, type Registry } from "prom-client";
import type { Generation } from "../generation/generation.ts";

const MICRO = 1_000_000;

export interface MoneyMetrics {
  /** A record was written, perhaps with a cost, or with one that came late. */
  changed(after: Generation, before: Generation | undefined): void;
  /** Where the sums are, asked at each look. */
  read(source: MoneySource): void;
}

/** All in micro-USD, on the operator's key alone. */
export interface MoneySource {
  sums: () => Record<"day" | "month", { spentMicroUsd: number; reservedMicroUsd: number }>;
  /** Undefined: no limit. */
  budget: Record<"day" | "month", number | undefined>;
  /** The last one read; null: not known. */
  balance: () => number | null;
}

/** What is spent, held, allowed and left. */
export function createMoneyMetrics(register: Registry): MoneyMetrics {
  const registers = [register];
  let source: MoneySource | undefined;
  const spend = new Counter({
    name: "flipbook_spend_usd_total",
    help: "What finished tasks cost, by whose key pays: the operator's, or a server's own",
    labelNames: ["payer"] as const,
    registers,
  });
  // From the start, so that the first dollar is a rise and not a beginning.
  for (const payer of ["operator", "server"]) spend.inc({ payer }, 0);
  const gauges = [
    new Gauge({
      name: "flipbook_spent_usd",
      help: "Spent on the operator's key this day and month (UTC)",
      labelNames: ["period"] as const,
      registers,
      collect() {
        const sums = source?.sums();
        if (sums === undefined) return;
        this.set({ period: "day" }, sums.day.spentMicroUsd / MICRO);
        this.set({ period: "month" }, sums.month.spentMicroUsd / MICRO);
      },
    }),
    new Gauge({
      name: "flipbook_reserved_usd",
      help: "Held on the operator's key for what was admitted this month and is under way",
      registers,
      collect() {
        const sums = source?.sums();
        if (sums !== undefined) this.set(sums.month.reservedMicroUsd / MICRO);
      },
    }),
    new Gauge({
      name: "flipbook_budget_usd",
      help: "BUDGET_DAY and BUDGET_MONTH, where they are set",
      labelNames: ["period"] as const,
      registers,
      collect() {
        for (const period of ["day", "month"] as const) {
          const limit = source?.budget[period];
          if (limit !== undefined) this.set({ period }, limit / MICRO);
        }
      },
    }),
    new Gauge({
      name: "flipbook_balance_usd",
      help: "What the operator's account at the provider had left when it was last asked",
      labelNames: ["payer"] as const,
      registers,
      collect() {
        const balance = source?.balance() ?? null;
        // Without a balance there is no line, rather than a zero that would raise an alarm.
        if (balance !== null) this.set({ payer: "operator" }, balance / MICRO);
      },
    }),
  ];
  void gauges;

  return {
    changed({ cost, keyId }, before) {
      const risen = (cost?.microUsd ?? 0) - (before?.cost?.microUsd ?? 0);
      if (risen > 0) spend.inc({ payer: keyId === null ? "operator" : "server" }, risen / MICRO);
    },
    read(from) {
      source = from;
    },
  };
}
