import { PermissionFlagsBits } from "discord-api-types/v10";
import { apiError, ApiError } from "./api-error.ts";
import type { Core } from "./core.ts";
import { requireBot, sendingFlag } from "./member-permissions.ts";
import { type Channel, ChannelType, type Message } from "./model.ts";
import { refusalHeaders } from "./rate-limits.ts";
import { requireOpenThread, wakeThread } from "./thread-rules.ts";

// Categories hold channels, forums hold posts: neither takes messages of its own.
const WORDLESS: ReadonlySet<number> = new Set([ChannelType.category, ChannelType.forum]);

const HOUR_MS = 3_600_000;

/**
 * What the bot must be allowed in order to post.
 *
 * @returns true when the post woke an archived thread
 * @throws ApiError 50001, 50013, 50007, 50278, 50083, 160005
 */
export function requireSending(core: Core, channel: Channel, hasFiles: boolean): boolean {
  requirePermissions(core, channel, hasFiles);
  if (channel.type === ChannelType.dm && !meetsSomewhere(core, channel)) {
    throw apiError("noMutualGuilds");
  }
  return wakeThread(core.world, channel);
}

/** @throws ApiError 50005, 50001, 50013, 50083 */
export function requireEditing(
  core: Core,
  channel: Channel,
  message: Message,
  hasFiles: boolean,
): void {
  if (message.authorId !== core.world.bot.id) throw apiError("foreignMessage");
  requirePermissions(core, channel, hasFiles);
  requireOpenThread(core.world, channel);
}

function requirePermissions(core: Core, channel: Channel, hasFiles: boolean): void {
  const wanted = [sendingFlag(channel), ...(hasFiles ? [PermissionFlagsBits.AttachFiles] : [])];
  requireBot(core.world, channel, ...wanted);
  if (WORDLESS.has(channel.type)) throw apiError("notAText");
  if (channel.type !== ChannelType.dm) return;
  const recipient = core.world.users.get(channel.recipientId ?? "");
  if (!recipient?.dmsOpen) throw apiError("closedDirectMessages");
}

/** A bot can write first only to somebody whom it shares a guild with. */
function meetsSomewhere({ world }: Core, { recipientId }: Channel): boolean {
  return [...world.guilds.values()].some(
    ({ botPresent, members }) => botPresent && members.has(recipientId ?? ""),
  );
}

/** A rate limit with a code of its own: status 429, and a time after which to try again. */
function tooManyOldEdits(retryAfterMs: number): ApiError {
  const words = "Maximum number of edits to messages older than 1 hour reached. Try again later";
  return new ApiError(429, 30046, words, {
    fields: { retry_after: retryAfterMs / 1_000, global: false },
    headers: refusalHeaders(retryAfterMs, "user"),
  });
}

export interface OldEdits {
  /** @throws ApiError 30046 */
  count(message: Message): void;
}

/** Messages older than an hour may only be edited so often; counted for each channel. */
export function createOldEdits(core: Core): OldEdits {
  const recent = new Map<string, number[]>();
  return {
    count(message) {
      const now = core.clock.now();
      if (now - message.createdAt < HOUR_MS) return;
      const { limit, perMs } = core.limits.oldEdits;
      const edits = (recent.get(message.channelId) ?? []).filter((at) => now - at < perMs);
      recent.set(message.channelId, edits);
      const [oldest] = edits;
      if (oldest !== undefined && edits.length >= limit) {
        throw tooManyOldEdits(oldest + perMs - now);
      }
      edits.push(now);
    },
  };
}
