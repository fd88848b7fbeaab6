import {
  ApplicationCommandOptionType as Option,
  type ChatInputCommandInteraction,
} from "discord.js";
import { originOf } from "../../src/discord/origin.ts";
import { needs } from "../../src/discord/rights.ts";
import type { Holder } from "../../src/sharing/defaults/holder.ts";

export type Scope = "me" | "channel" | "server";

const SCOPES: { name: string; value: Scope }[] = [
  { name: "Me", value: "me" },
  { name: "This channel", value: "channel" },
  { name: "This server", value: "server" },
];

export const scopeOption = {
  type: Option.String,
  name: "scope",
  description: "Whose: yours (unless told), or for moderators this channel's or this server's",
  choices: SCOPES,
} as const;

/**
 * Whose defaults are meant, once the member may change them.
 * @throws {ForbiddenError} a channel's ask for Manage Messages in it, a server's for Manage Server
 */
export function holderToChange(
  interaction: ChatInputCommandInteraction,
  scope: Scope = "me",
): Holder {
  const { guildId, channelId, memberId } = originOf(interaction);
  if (scope === "me") return { scope: "member", memberId };
  if (scope === "channel") {
    needs(interaction, "ManageMessages");
    return { scope: "channel", guildId, channelId };
  }
  needs(interaction, "ManageGuild");
  return { scope: "guild", guildId };
}

/** "Your defaults", at the beginning of a sentence. */
export function whoseDefaults(holder: Holder): string {
  if (holder.scope === "member") return "Your defaults";
  return holder.scope === "channel"
    ? `The defaults of <#${holder.channelId}>`
    : "The defaults of this server";
}
