import { DiscordAPIError, REST, Routes } from "discord.js";
import { RetryableError } from "../../generation/errors.ts";
import type { CardMessages, FileAddress } from "../../sharing/ports.ts";

/** Somebody waits for a page; what does not come soon is said to be missing from it. */
const TIMEOUT_MS = 5000;

/** Discord's documentation, "JSON error codes": unknown channel, guild and message. */
const GONE: readonly unknown[] = [10003, 10004, 10008];
/** Missing access, missing permissions. */
const CLOSED: readonly unknown[] = [50001, 50013];

/** Looks at messages through a REST instance of its own, so that no card waits behind a gallery. */
export function createCardMessages(like: REST, token: string): CardMessages {
  const rest = new REST({ ...like.options, timeout: TIMEOUT_MS, retries: 1 }).setToken(token);
  return {
    async fetch(channelId, messageId) {
      try {
        return filesOf(await rest.get(Routes.channelMessage(channelId, messageId)));
      } catch (error) {
        const code = error instanceof DiscordAPIError ? error.code : undefined;
        if (GONE.includes(code)) return "gone";
        if (CLOSED.includes(code)) return "closed";
        throw new RetryableError("Discord did not show a message", { cause: error });
      }
    },
  };
}

const filesOf = (message: unknown): FileAddress[] =>
  (message as { attachments: { filename: string; url: string }[] }).attachments.map(
    ({ filename, url }) => ({ fileName: filename, url }),
  );
