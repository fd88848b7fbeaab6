import type { KeyId } from "../generation/lanes.ts";
import type { Clock, Collection, Log } from "../generation/ports.ts";
import type { Account } from "../generation/ports/provider.ts";
import {
  judged,
  levelOf,
  NOTHING_KNOWN,
  refused,
  takesRequests,
  type AccountState,
  type BalanceNotice,
} from "./balance.ts";

/** What the accounts behind the keys have left, asked from time to time. */
export interface Balances {
  /** Asks after this key from now on. */
  watch(keyId: KeyId): void;
  forget(keyId: KeyId): Promise<void>;
  /** The provider refused a task for want of credit. */
  refusedForCredit(keyId: KeyId): void;
  /** Whether the account can pay for anything, by what is known of it. */
  canPay(keyId: KeyId): boolean;
  /** The last balance that was read, in micro-USD; null where none was. */
  last(keyId: KeyId): number | null;
  /** Asks for nothing more. A question under way ends with its connection. */
  stop(): void;
}

export interface BalanceTools {
  accountOf: (keyId: KeyId) => Pick<Account, "balance">;
  /** What people were told of each account, so that a restart does not tell it again. */
  told: Collection<BalanceNotice["level"]>;
  /** Below this somebody is told, in micro-USD. */
  warnMicroUsd: number;
  /** Tells whoever pays. A failure is logged, and the notice not repeated. */
  tell: (keyId: KeyId, notice: BalanceNotice) => Promise<void>;
  clock: Clock;
  random: () => number;
  log: Log;
}

const EVERY_MS = 10 * 60_000;
/** Where nothing is made until credit is added, people watch for it. */
const EVERY_MS_WHILE_EMPTY = 60_000;

export function createBalances(tools: BalanceTools): Balances {
  const { accountOf, told, warnMicroUsd, tell, clock, random, log } = tools;
  const states = new Map<KeyId, AccountState & { callOff: () => void }>();
  const underWay = new Set<KeyId>();
  let stopped = false;

  function plan(keyId: KeyId, waitMs: number): void {
    const state = states.get(keyId);
    if (state === undefined || stopped) return;
    state.callOff();
    state.callOff = clock.after(waitMs, () => look(keyId));
  }

  /** One question a key at a time; the next is planned when this one has ended, well or not. */
  function look(keyId: KeyId): void {
    if (underWay.has(keyId) || stopped) return;
    underWay.add(keyId);
    void ask(keyId)
      .catch((error: unknown) => {
        if (!stopped) log.warn({ keyId, error }, "a balance could not be read");
      })
      .finally(() => {
        underWay.delete(keyId);
        const everyMs = canPay(keyId) ? EVERY_MS : EVERY_MS_WHILE_EMPTY;
        // Spread, so that a bot with many keys asks for them one after another.
        plan(keyId, everyMs * (0.8 + 0.4 * random()));
      });
  }

  async function ask(keyId: KeyId): Promise<void> {
    const microUsd = await accountOf(keyId).balance();
    const state = states.get(keyId);
    if (state === undefined) return;
    Object.assign(state, judged(state, microUsd, warnMicroUsd));
    await tellOnce(keyId, { level: levelOf(state, warnMicroUsd), microUsd });
  }

  /** Each level once on the way down; all of it again only after the account was well above. */
  async function tellOnce(keyId: KeyId, notice: BalanceNotice): Promise<void> {
    const id = keyId ?? "operator";
    const before = (await told.get(id)) ?? "well";
    if (notice.level === before || (before === "empty" && notice.level === "low")) return;
    // Written first: a process that dies in between is better silent than heard twice.
    await told.set(id, notice.level);
    const facts = { keyId, state: notice.level, microUsd: notice.microUsd };
    if (notice.level === "well") {
      log.info(facts, "an account at the provider has enough credit again");
      return;
    }
    log.warn(facts, "an account at the provider has little credit left, or none");
    try {
      await tell(keyId, notice);
    } catch (error) {
      log.warn({ keyId, error }, "nobody could be told of a low balance");
    }
  }

  function canPay(keyId: KeyId): boolean {
    const state = states.get(keyId);
    return state === undefined || takesRequests(state, clock.now());
  }

  return {
    watch(keyId) {
      if (states.has(keyId)) return;
      states.set(keyId, { ...NOTHING_KNOWN, callOff: () => {} });
      look(keyId);
    },
    async forget(keyId) {
      states.get(keyId)?.callOff();
      states.delete(keyId);
      await told.delete(keyId ?? "operator");
    },
    refusedForCredit(keyId) {
      const state = states.get(keyId);
      if (state === undefined) return;
      Object.assign(state, refused(state, clock.now()));
      look(keyId);
    },
    canPay,
    last: (keyId) => states.get(keyId)?.microUsd ?? null,
    stop() {
      stopped = true;
      for (const { callOff } of states.values()) callOff();
    },
  };
}
