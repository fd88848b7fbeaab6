/** One permission that the bot works with: Discord's documentation, "Permissions". */
export interface BotPermission {
  /** As Discord's settings show it. */
  name: string;
  bit: bigint;
  /** What goes wrong without it, in one sentence. */
  without: string;
}

/**
 * What the bot must be able to do in a channel to make a card there and keep it up to date after
 * the interaction's 15 minutes.
 */
const VIEW: BotPermission = {
  name: "View Channel",
  bit: 1n << 10n,
  without: "I cannot see the channel at all.",
};
const SEND: BotPermission = {
  name: "Send Messages",
  bit: 1n << 11n,
  without: "I cannot post a message.",
};
const SEND_IN_THREADS: BotPermission = {
  name: "Send Messages in Threads",
  bit: 1n << 38n,
  without: "I cannot post a message in a thread.",
};
const ATTACH: BotPermission = {
  name: "Attach Files",
  bit: 1n << 15n,
  without: "I cannot put a video into a message.",
};
const HISTORY: BotPermission = {
  name: "Read Message History",
  bit: 1n << 16n,
  without: "I cannot check whether a video is already posted, so it could appear twice.",
};

const ADMINISTRATOR = 1n << 3n;

/** The least permissions for the invite link. */
export const INVITE_PERMISSIONS = [VIEW, SEND, SEND_IN_THREADS, ATTACH, HISTORY].reduce(
  (bits, { bit }) => bits | bit,
  0n,
);

/** The permissions that the bot lacks where it is to post. */
export function missingPermissions(has: bigint, where: { isThread: boolean }): BotPermission[] {
  if ((has & ADMINISTRATOR) !== 0n) return [];
  const needed = [VIEW, where.isThread ? SEND_IN_THREADS : SEND, ATTACH, HISTORY];
  return needed.filter(({ bit }) => (has & bit) === 0n);
}

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

/** "**View Channel** and **Attach Files**". */
export const namesInWords = (permissions: readonly BotPermission[]): string =>
  inWords.format(permissions.map(({ name }) => `**${name}**`));
