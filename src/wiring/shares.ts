import { RESTJSONErrorCodes, DiscordAPIError } from "discord.js";
import { createLogChannel } from "../discord/log-channel/log-channel.ts";
import { createReportToOrigin } from "../discord/shares/report-to-origin.ts";
import type { CopyAt, Shares } from "../discord/shares/shares.ts";
import { createReports } from "../policy/reports.ts";
import type { LogChannelOf } from "../policy/settings.ts";
import type { Posts } from "../sharing/posts/posts.ts";
import { createShareCodes } from "../sharing/shares/share-codes.ts";
import { createShareLimit } from "../sharing/shares/share-limit.ts";
import { createWrongTries } from "../sharing/shares/wrong-tries.ts";
import { IDS_AT_ONCE } from "../stores/read-records.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Storage } from "./storage.ts";

/** What goes from one guild to another because a member wants it to. */
export function openShares(
  { clock, log, signal }: Base,
  { storage, gateway }: { storage: Storage; gateway: Gateway },
  parts: {
    posts: Posts;
    logChannelOf: LogChannelOf;
    copyAt: CopyAt;
  },
): Shares {
  const { stores, secretKey, nameFormer } = storage;
  const rest = gateway.rests.main;
  return {
    posts: parts.posts,
    settled: (generationId, which, timeoutMs) =>
      parts.posts.settled(generationId, which, timeoutMs, signal),
    codes: createShareCodes(stores.shareCodes, secretKey),
    limit: createShareLimit(stores.shareTimes, clock),
    tries: createWrongTries(clock),
    nameOf: nameFormer,
    usedIn: (memberId, guildIds) =>
      usedIn(stores.members, [memberId, nameFormer(memberId)], guildIds),
    copyAt: parts.copyAt,
    async removeCopy(channelId, messageId) {
      try {
        await rest.remove(channelId, messageId);
      } catch (error) {
        const isGone =
          error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
        if (!isGone) throw error;
      }
    },
    reportToOrigin: createReportToOrigin({
      reports: createReports(stores.reports),
      logChannel: createLogChannel({ rest, logChannelOf: parts.logChannelOf, log }),
    }),
  };
}

/**
 * What is counted of a member anyway, guild by guild: one look into the store for some hundred guilds,
 * and none into their records. Who had their data deleted is counted under another name from then on.
 */
async function usedIn(
  members: Storage["stores"]["members"],
  names: readonly string[],
  guildIds: readonly string[],
): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  const ids = guildIds.flatMap((guildId) => names.map((name) => `${guildId}:${name}`));
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    for (const row of await members.getMany(ids.slice(start, start + IDS_AT_ONCE))) {
      const [guildId = ""] = row.id.split(":");
      if ("value" in row && row.value.results > 0) {
        used.set(guildId, (used.get(guildId) ?? 0) + row.value.results);
      }
    }
  }
  return used;
}
