import { z } from "zod";
import { RetryableError } from "../../generation/errors.ts";
import type { Answer } from "./client.ts";

const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** A plain number in 2025, an object in 2026. Everything else in the row (e-mails, keys) is dropped. */
const AccountRowSchema = z.object({
  balance: z.union([amount, z.object({ amount }).transform((balance) => balance.amount)]),
});

/**
 * The account's balance in micro-USD; below zero where the account is overdrawn.
 * @throws {RetryableError} the answer holds no balance
 */
export function readBalance({ envelope, status, retryAfterMs }: Answer): number {
  for (const row of envelope?.raw ?? []) {
    const parsed = AccountRowSchema.safeParse(row);
    if (parsed.success) return Math.round(parsed.data.balance * 1e6);
  }
  const codes = (envelope?.errors ?? []).map((error) => error.code).join(", ");
  throw new RetryableError(
    `the account was asked for and answered ${status} without a balance: ${codes}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
