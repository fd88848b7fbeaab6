import type { APIMessage } from "discord-api-types/v10";
import { shownMessage } from "../../discord/actor/wire-message.ts";
import type { Core } from "../../discord/core.ts";
import type { Message } from "../../discord/model.ts";

/**
 * A message as the page gets it: what lies on the local Discord's CDN is named by an address of the
 * page's own. That address has no signature, so it is the same before and after an edit, and a
 * video that plays goes on playing.
 *
 * @param origin of the page, as its browser calls it: `http://127.0.0.1:8080`
 */
export const messageView = (core: Core, message: Message, origin: string): APIMessage =>
  readdressed(shownMessage(core, message), core, origin) as APIMessage;

function readdressed(value: unknown, core: Core, origin: string): unknown {
  if (typeof value === "string") return withPageAddresses(value, core.origin, origin);
  if (Array.isArray(value)) return value.map((part) => readdressed(part, core, origin));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, part]) => [key, readdressed(part, core, origin)]));
}

function withPageAddresses(text: string, cdn: string, origin: string): string {
  if (!text.includes(cdn)) return text;
  return text
    .split(cdn)
    .map((part, index) =>
      index === 0
        ? part
        : part.replace(
            /^(?:\/media)?(\/(?:ephemeral-)?attachments\/[^\s?<>)"]+)(?:\?[\w=&-]*)?/,
            `${origin}/media$1`,
          ),
    )
    .join("");
}
