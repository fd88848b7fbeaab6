/**
 * What the bot must be able to do in a channel to make a card there and keep it up to date after
 * the interaction's 15 minutes. Bits: Discord's documentation, "Permissions".
 */
const NEEDED = [
  { name: "View Channel", bit: 1n << 10n },
  { name: "Send Messages", bit: 1n << 11n, thread: false },
  { name: "Send Messages in Threads", bit: 1n << 38n, thread: true },
  { name: "Attach Files", bit: 1n << 15n },
  { name: "Read Message History", bit: 1n << 16n },
] as const;

const ADMINISTRATOR = 1n << 3n;

/** The least permissions for the invite link. */
export const INVITE_PERMISSIONS = NEEDED.reduce((bits, { bit }) => bits | bit, 0n);

/** The permissions that the bot lacks, by the names Discord's settings show. */
export function missingPermissions(has: bigint, where: { isThread: boolean }): string[] {
  if ((has & ADMINISTRATOR) !== 0n) return [];
  return NEEDED.filter(
    (needed) =>
      (has & needed.bit) === 0n && (!("thread" in needed) || needed.thread === where.isThread),
  ).map(({ name }) => name);
}
