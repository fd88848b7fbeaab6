import { MessageFlags } from "discord-api-types/v10";
import type { RenderContext, Scope } from "../../../../playground/web/render/context.ts";
import { renderMessage } from "../../../../playground/web/render/message/message.ts";
import type { ShownMessage } from "../../../../playground/web/render/message/shown-message.ts";
import { parse, type Page } from "./parse.ts";

export const NOW_MS = Date.parse("2026-03-14T18:40:00Z");

export const MEMBER = { id: "11", username: "member_one", global_name: "Member One" };
export const BOT = { id: "12", username: "Flipbook", bot: true };

export const context = (given: Partial<RenderContext> = {}): RenderContext => ({
  nowMs: NOW_MS,
  timeZone: "UTC",
  revealed: new Set(),
  names: {
    user: (id) => (id === MEMBER.id ? { name: MEMBER.global_name } : undefined),
    role: (id) => (id === "21" ? { name: "Regulars", color: 0xe6_7e_22 } : undefined),
    channel: (id) => (id === "31" ? { name: "videos" } : undefined),
  },
  ...given,
});

export const scope = (given: Partial<RenderContext> = {}): Scope => ({
  ...context(given),
  key: "m",
});

export const message = (given: Partial<ShownMessage> = {}): ShownMessage => ({
  id: "1",
  author: BOT,
  timestamp: new Date(NOW_MS - 60_000).toISOString(),
  ...given,
});

/** A Components V2 message of these components, as a browser has it. */
export function shown(
  components: readonly object[],
  given: Partial<RenderContext> = {},
  fields: Partial<ShownMessage> = {},
): Page {
  const flags = MessageFlags.IsComponentsV2 | (fields.flags ?? 0);
  return parse(renderMessage(message({ ...fields, components, flags }), context(given)));
}
