import { ComponentType } from "discord-api-types/v10";
import type { Component } from "../../../discord/component-tree.ts";
import type { RenderContext } from "../context.ts";
import type { Html } from "../html.ts";
import { partialEmoji } from "../markdown/emoji.ts";
import { candidateAvatar } from "./avatar.ts";

/** One row of a menu, whatever kind of menu it is. */
export interface Choice {
  value: string;
  label: string;
  description?: string | undefined;
  sign?: Html | undefined;
}

const KINDS: Readonly<Record<number, readonly string[]>> = {
  [ComponentType.UserSelect]: ["user"],
  [ComponentType.RoleSelect]: ["role"],
  [ComponentType.ChannelSelect]: ["channel"],
  [ComponentType.MentionableSelect]: ["user", "role"],
};

/** What a menu offers; for users, roles and channels whatever the context has of them. */
export function choicesOf(menu: Component, context: RenderContext): Choice[] {
  if (menu.type === ComponentType.StringSelect) {
    return (menu.options ?? []).map(({ value, label, description, emoji }) => ({
      value,
      label,
      description: description ?? undefined,
      sign: partialEmoji(emoji),
    }));
  }
  const kinds = KINDS[menu.type] ?? [];
  const offered = (context.candidates ?? []).filter(({ type }) => kinds.includes(type));
  // What is chosen already is shown even where the page does not offer it.
  const known = new Set(offered.map(({ id }) => id));
  const others = (menu.default_values ?? []).filter(({ id }) => !known.has(id));
  return [...others, ...offered].map(({ id, type }) => entity(id, type, context));
}

/** What is chosen: what was pressed so far, else what the bot says to begin with. */
export function chosenIn(menu: Component, { entered }: RenderContext): readonly string[] {
  const given = entered?.get(menu.custom_id ?? "");
  if (Array.isArray(given)) return given as readonly string[];
  if (typeof given === "string") return [given];
  return [
    ...(menu.options ?? []).flatMap((option) => (option.default ? [option.value] : [])),
    ...(menu.default_values ?? []).map(({ id }) => id),
  ];
}

function entity(id: string, type: string, context: RenderContext): Choice {
  const { names } = context;
  const sign = candidateAvatar(id, type, context);
  if (type === "user") return { value: id, label: names.user(id)?.name ?? "Unknown user", sign };
  if (type === "role") return { value: id, label: names.role(id)?.name ?? "Unknown role", sign };
  return { value: id, label: names.channel(id)?.name ?? "unknown", sign };
}
