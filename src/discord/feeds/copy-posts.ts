import {
  MessageFlags,
  REST,
  Routes,
  SnowflakeUtil,
  type RateLimitData,
  type RawFile,
} from "discord.js";
import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Log } from "../../generation/ports.ts";
import type { CopyPlace, CopyPosts, PostedCopy } from "../../sharing/feeds/ports.ts";
import { customId } from "../custom-id.ts";
import { discordFault } from "../errors.ts";
import { nonceOf } from "../nonce.ts";
import type { Pace } from "./pace.ts";
import { PLAY, renderCopy, type CopyFrame } from "./render-copy.ts";

export interface CopyPostsTools {
  /** Its options are those of the instance that is made here. */
  rest: REST;
  token: string;
  applicationId: string;
  pace: Pace;
  guildName: (guildId: string) => string | undefined;
  /** Aborted when the bot stops: what is under way then is in doubt, as after a crash. */
  signal: AbortSignal;
  log: Pick<Log, "info">;
}

/** Half a megabyte on a slow line. */
const TIMEOUT_MS = 30_000;
/** The longest rate limit that is waited out; a longer one is an answer: later. */
const LONGEST_WAIT_MS = 30_000;
/** How far our clock and Discord's may be apart. */
const CLOCK_DOUBT_MS = 10 * 60_000;
/** How far a lost copy is looked for: 100 messages a page. */
const SEARCH_PAGES = 10;

interface Message {
  id: string;
  author: { id: string };
  components?: unknown[];
  attachments: { id: string; filename: string }[];
}

/** Copies through a REST instance of their own, so that no card waits behind thousands of them. */
export function createCopyPosts(tools: CopyPostsTools): CopyPosts {
  const { token, applicationId, pace, guildName, signal, log } = tools;
  const rest = new REST({
    ...tools.rest.options,
    timeout: TIMEOUT_MS,
    retries: 0,
    rejectOnRateLimit: isTooLong,
  }).setToken(token);

  const frame = (generation: Generation, as: CopyFrame["as"], fileName: string): CopyFrame => ({
    as,
    fileName,
    guildName: guildName(generation.guildId),
  });

  /** "closed" for whatever is gone, or not ours to use. */
  async function asked<T>(
    generationId: string,
    { guildId, channelId }: CopyPlace,
    request: () => Promise<T>,
  ): Promise<T | "closed"> {
    try {
      return await pace.run(request);
    } catch (error) {
      const fault = discordFault(error);
      if (fault === "noAnswer" || fault === "tooManyEdits") {
        throw new RetryableError("Discord did not say what became of a copy", { cause: error });
      }
      log.info({ generationId, guildId, channelId, fault, error }, "a follower's copy is refused");
      return "closed";
    }
  }

  return {
    async post(generation, preview, as, to) {
      const { fileName, contentType, bytes } = preview;
      const file: RawFile = { name: fileName, contentType, data: Buffer.from(bytes) };
      const message = await asked(generation.id, to, () =>
        rest.post(Routes.channelMessages(to.channelId), {
          body: {
            flags: MessageFlags.IsComponentsV2,
            components: renderCopy(generation, frame(generation, as, fileName)),
            attachments: [{ id: "0", filename: fileName }],
            allowed_mentions: { parse: [] },
            nonce: nonceOf(generation.id, to.guildId, "f"),
            enforce_nonce: true,
          },
          files: [file],
          signal,
        }),
      );
      return message === "closed" ? message : postedOf(message as Message);
    },

    async find(generationId, place, sinceMs) {
      const mark = `"${customId(PLAY, generationId)}"`;
      const isOurs = ({ author, components }: Message): boolean =>
        author.id === applicationId && JSON.stringify(components ?? []).includes(mark);
      let after = startOf(generationId, sinceMs);
      for (let page = 0; page < SEARCH_PAGES; page += 1) {
        const query = new URLSearchParams({ after, limit: "100" });
        const messages = (await asked(generationId, place, () =>
          rest.get(Routes.channelMessages(place.channelId), { query, signal }),
        )) as Message[] | "closed";
        if (messages === "closed") return messages;
        const own = messages.find(isOurs);
        if (own !== undefined) return postedOf(own);
        // Newest first, whichever way was asked.
        const newest = messages[0];
        if (newest === undefined || messages.length < 100) return null;
        after = newest.id;
      }
      return null;
    },

    async edit(generation, as, at) {
      const kept = at.attachmentId;
      const done = await asked(generation.id, at, async () => {
        const route = Routes.channelMessage(at.channelId, at.messageId);
        const there = kept === null ? await rest.get(route, { signal }) : undefined;
        const [file] = there === undefined ? [undefined] : (there as Message).attachments;
        // Discord finds an attachment that stays by its name only if the edit repeats it.
        const id = kept?.split("/")[0] ?? file?.id ?? "0";
        const fileName = kept?.split("/")[1] ?? file?.filename ?? "preview.webp";
        await rest.patch(route, {
          signal,
          body: {
            flags: MessageFlags.IsComponentsV2,
            components: renderCopy(generation, frame(generation, as, fileName)),
            attachments: [{ id, filename: fileName }],
            allowed_mentions: { parse: [] },
          },
        });
      });
      return done === "closed" ? done : "done";
    },

    async remove(at) {
      await asked(at.channelId, at, () =>
        rest.delete(Routes.channelMessage(at.channelId, at.messageId), { signal }),
      );
    },

    async isUp() {
      try {
        await pace.run(() => rest.get(Routes.gateway(), { signal }));
        return true;
      } catch (error) {
        if (discordFault(error) !== "noAnswer") throw error;
        return false;
      }
    },
  };
}

const isTooLong = ({ timeToReset, retryAfter, sublimitTimeout }: RateLimitData): boolean =>
  Math.max(timeToReset, retryAfter, sublimitTimeout) > LONGEST_WAIT_MS;

function startOf(generationId: string, sinceMs: number): string {
  const timestamp = Math.max(sinceMs - CLOCK_DOUBT_MS, Number(SnowflakeUtil.epoch));
  const since = SnowflakeUtil.generate({ timestamp });
  // Nothing of a generation is older than the interaction that asked for it.
  return (since > BigInt(generationId) ? since : BigInt(generationId)).toString();
}

function postedOf({ id, attachments }: Message): PostedCopy {
  const [file] = attachments;
  return { messageId: id, attachmentId: file === undefined ? null : `${file.id}/${file.filename}` };
}
