import { createHash } from "node:crypto";
import { roundUsd } from "./prices.ts";

/** The balance was a plain number once and is an object now. */
export type BalanceShape = "object" | "number";

/** The row that answers `accountManagement` with the operation `getDetails`. */
export function accountDetails(account: {
  apiKey: string;
  balanceUsd: number;
  shape: BalanceShape;
  spentUsd: number;
  requests: number;
}): Record<string, unknown> {
  const amount = roundUsd(account.balanceUsd);
  const usage = { credits: roundUsd(account.spentUsd), requests: account.requests };
  const id = createHash("sha256").update(account.apiKey).digest("hex");
  return {
    operation: "getDetails",
    organizationUUID: `${id.slice(0, 8)}-0000-4000-8000-${id.slice(8, 20)}`,
    organizationName: "Local Runware",
    balance: account.shape === "number" ? amount : { amount, freeBalance: 0, currency: "USD" },
    team: [{ email: "member.one@example.com", role: "owner" }],
    apiKeys: [{ name: "local", apiKey: `${account.apiKey.slice(0, 4)}****`, enabled: true }],
    usage: { today: usage, last7Days: usage, last30Days: usage, total: usage },
  };
}
