import { accountDetails, type BalanceShape } from "./account.ts";
import { roundUsd } from "./prices.ts";

/** Who pays: one API key with an account of its own. */
export interface RunwareAccount {
  readonly apiKey: string;
  /** USD it has ever had; what was charged is taken off. Tests may change it. */
  creditUsd: number;
  spentUsd: number;
  requests: number;
}

/**
 * The accounts by their keys. The first key's credit is a setting of the server's, where tests have
 * always changed it.
 */
export function createAccounts(
  firstKey: string,
  settings: { creditUsd: number; balanceShape: BalanceShape },
) {
  const first: RunwareAccount = {
    apiKey: firstKey,
    get creditUsd() {
      return settings.creditUsd;
    },
    set creditUsd(usd) {
      settings.creditUsd = usd;
    },
    spentUsd: 0,
    requests: 0,
  };
  const byKey = new Map<string, RunwareAccount>([[firstKey, first]]);
  // A task's charge finds its account also after the key was revoked.
  const all = new Map(byKey);

  return {
    /** The account of a key that is good; undefined for any other. */
    find: (apiKey: unknown) => (typeof apiKey === "string" ? byKey.get(apiKey) : undefined),
    add(apiKey: string, { creditUsd = 10_000 }: { creditUsd?: number } = {}): RunwareAccount {
      const account = { apiKey, creditUsd, spentUsd: 0, requests: 0 };
      byKey.set(apiKey, account);
      all.set(apiKey, account);
      return account;
    },
    /** The key is refused from now on. */
    revoke: (apiKey: string) => byKey.delete(apiKey),
    charge(apiKey: string, usd: number): void {
      const account = all.get(apiKey);
      if (account) account.spentUsd = roundUsd(account.spentUsd + usd);
    },
    balanceUsd(apiKey: string): number {
      const account = all.get(apiKey);
      return account ? account.creditUsd - account.spentUsd : 0;
    },
    details({ apiKey, creditUsd, spentUsd, requests }: RunwareAccount): Record<string, unknown> {
      const balanceUsd = creditUsd - spentUsd;
      const shape = settings.balanceShape;
      return accountDetails({ apiKey, balanceUsd, shape, spentUsd, requests });
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
