import type { Clock, Log } from "../generation/ports.ts";
import type { VideoRequest } from "../generation/request.ts";
import { createAdmission, type OperatorRules } from "./admission.ts";
import { createBlocklist } from "./blocklist/blocklist.ts";
import { createConduct, type ConductTools } from "./conduct.ts";
import type { OperatorBudget } from "./money/budget.ts";
import { withFormerShares } from "./money/former-shares.ts";
import { openLedger } from "./money/ledger.ts";
import { createMoney } from "./money/money.ts";
import type { SpendingStore } from "./money/spending.ts";
import type { Settings } from "./settings.ts";

export interface PolicyOptions {
  settings: Settings;
  spending: SpendingStore;
  standing: ConductTools["standing"];
  /** Tells the moderators. */
  record: ConductTools["record"];
  operator: OperatorRules & { budget: OperatorBudget; blockedTerms: readonly string[] };
  /** The most that a request may cost, in micro-USD. */
  upperBoundOf: (request: VideoRequest) => number;
  /** Why nothing can be made with this key now; null where it can. */
  keyRefusal: (keyId: string | null) => string | null;
  /** What a member is called in the books once their data is deleted. */
  nameFormer: (memberId: string) => string;
  clock: Clock;
  log: Log;
}

/** What decides whether a request may run, and the money that it decides over. */
export async function createPolicy(options: PolicyOptions) {
  const { operator, clock, log } = options;
  const ledger = withFormerShares(
    await openLedger(options.spending, { clock, log }),
    options.nameFormer,
  );
  const blocklist = createBlocklist(operator.blockedTerms);
  const admission = createAdmission({
    ...options,
    rules: operator,
    conduct: createConduct({ ...options, blocklist }),
    money: createMoney(ledger, operator.budget),
    ledger,
  });
  return { ledger, blocklist, admission };
}
