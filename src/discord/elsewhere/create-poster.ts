import { DiscordAPIError, GuildPremiumTier, type Client } from "discord.js";
import { RetryableError } from "../../generation/errors.ts";
import type { Generation, Video } from "../../generation/generation.ts";
import type { Log } from "../../generation/ports.ts";
import type { Spool } from "../../generation/ports/files.ts";
import { isShown } from "../../generation/review.ts";
import type { Post } from "../../sharing/posts/post.ts";
import type { Poster } from "../../sharing/posts/poster.ts";
import type { Limit } from "../delivery/fit-files.ts";
import { tryRungs } from "../delivery/put-videos.ts";
import { discordFault, type DiscordFault } from "../errors.ts";
import { nonceOf } from "../nonce.ts";
import type { CardRest } from "../rest.ts";
import { POST_ACTION, renderPost } from "./render-post.ts";

export interface PosterTools {
  rest: Pick<CardRest, "post" | "editInChannel" | "findOwn" | "remove" | "attachments">;
  /** The files of results, from wherever they can still be had. */
  spool: Pick<Spool, "fetch" | "fit" | "clear">;
  client: Pick<Client, "guilds">;
  log: Log;
}

const MIB = 1024 * 1024;
const LEAST_BYTES = 10 * MIB;
/** Discord's documentation, "Uploading files": what a message may carry by the guild's boosts. */
const BY_TIER: Record<GuildPremiumTier, number> = {
  [GuildPremiumTier.None]: LEAST_BYTES,
  [GuildPremiumTier.Tier1]: LEAST_BYTES,
  [GuildPremiumTier.Tier2]: 50 * MIB,
  [GuildPremiumTier.Tier3]: 100 * MIB,
};
/** "Unknown channel" and "Unknown guild": what was there went with it. */
const WENT_WITH_IT: readonly unknown[] = [10003, 10004];

const isFile = (video: Video): boolean =>
  isShown(video) && (video.review === null || video.review.verdict === "approved");

/** Puts results into channels beside their cards, as messages of their own. */
export function createPoster({ rest, spool, client, log }: PosterTools): Poster {
  const nameOf = (guildId: string): string | undefined => client.guilds.cache.get(guildId)?.name;

  function limitsIn(guildId: string): Limit[] {
    const most = BY_TIER[client.guilds.cache.get(guildId)?.premiumTier ?? GuildPremiumTier.None];
    // Discord has lowered its limits before: an upload that is too large is tried smaller once.
    return [most, Math.min(Math.floor(most / 2), LEAST_BYTES - MIB / 2)];
  }

  return {
    async post(generation, post, as, isStill) {
      let messageId: string | undefined;
      let isChanged = false;
      const outcome = await tryRungs(
        generation,
        limitsIn(post.guildId),
        { spool: { ...spool, discard: () => Promise.resolve() }, log },
        async ({ files }) => {
          if (files.length === 0) return;
          isChanged = !(await isStill());
          if (isChanged) return;
          const fileNames = files.map(({ name }) => name);
          const guildName = nameOf(generation.guildId);
          const components = renderPost(generation, { post, as, fileNames, guildName });
          messageId = await rest.post(
            post.channelId,
            { components, files },
            postNonce(generation, post),
          );
        },
        isFile,
      );
      if (isChanged) return "changed";
      if ("shown" in outcome) return messageId === undefined ? "nothing" : { messageId };
      const { fault, error } = outcome;
      if (fault === "tooLarge") return "nothing";
      if (fault === "noAnswer") {
        throw new RetryableError("a post elsewhere got no answer", { cause: error });
      }
      log.warn(
        { generationId: generation.id, ...at(post), fault, error },
        "a channel takes no post",
      );
      return "closed";
    },

    async show(generation, post, as) {
      try {
        const kept = await rest.attachments(post.channelId, post.messageId);
        const fileNames = kept.map(({ filename }) => filename);
        const guildName = nameOf(generation.guildId);
        const components = renderPost(generation, { post, as, fileNames, guildName });
        await rest.editInChannel(post.channelId, post.messageId, { components, kept });
        return "shown";
      } catch (error) {
        if (isGone(error)) return "gone";
        throw new RetryableError("a post elsewhere could not be changed", { cause: error });
      }
    },

    async find(generationId, post) {
      try {
        const { channelId, attemptedAt, kind } = post;
        return await rest.findOwn(channelId, attemptedAt, generationId, POST_ACTION[kind]);
      } catch (error) {
        const fault = discordFault(error);
        if (fault === "noAnswer") {
          throw new RetryableError("a post elsewhere was not looked for", { cause: error });
        }
        // Where nothing can be read any more, nobody else reads it there either, or we lost our rights.
        log.info({ generationId, ...at(post), fault, error }, "a post cannot be looked for");
        return null;
      }
    },

    async remove(post) {
      try {
        await rest.remove(post.channelId, post.messageId);
      } catch (error) {
        if (isGone(error)) return;
        throw new RetryableError("a post elsewhere could not be removed", { cause: error });
      }
    },

    clear: (generationId) => spool.clear(generationId),
  };
}

const at = ({ kind, guildId, channelId }: Post): Pick<Post, "kind" | "guildId" | "channelId"> => ({
  kind,
  guildId,
  channelId,
});

/** One post a channel: in another one, chosen within minutes, it is another message. */
const postNonce = ({ id }: Generation, { kind, channelId }: Post): string =>
  nonceOf(id, channelId, kind === "showcase" ? "w" : "h");

function isGone(error: unknown): boolean {
  const fault: DiscordFault = discordFault(error);
  if (fault === "cardGone") return true;
  return error instanceof DiscordAPIError && WENT_WITH_IT.includes(error.code);
}
