import {
  ApplicationCommandOptionType as Option,
  type AutocompleteInteraction,
  type BaseInteraction,
} from "discord.js";
import { cut } from "../../src/discord/card/text.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { Followed } from "../../src/sharing/feeds/directory.ts";
import { guildOf } from "../settings/guild-of.ts";

/** Of a feed that this server follows. */
export const followedCode = {
  type: Option.String,
  name: "code",
  description: "The feed",
  required: true,
  max_length: 40,
  autocomplete: true,
} as const;

/** Discord's limits for a suggestion's name, and for how many there are. */
const NAME_LENGTH = 100;
const SUGGESTIONS = 25;

/** The feeds that this server follows, by their servers' names. */
export async function suggestFollowed(
  interaction: AutocompleteInteraction,
  { feeds }: Pick<Services, "feeds">,
): Promise<void> {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const followed = await feeds.directory.followedBy(guildOf(interaction));
  const named = followed.map(({ code, feedGuildId, muted }) => {
    const name = interaction.client.guilds.cache.get(feedGuildId)?.name ?? "A server I have left";
    return { name: cut(muted ? `${name} (muted)` : name, NAME_LENGTH), value: code };
  });
  const fitting = named.filter(
    ({ name, value }) =>
      name.toLowerCase().includes(typed) || value.toLowerCase().startsWith(typed),
  );
  await interaction.respond(fitting.slice(0, SUGGESTIONS));
}

/** @throws {UserError} this server does not follow it */
export async function followedBy(
  interaction: BaseInteraction,
  code: string,
  { feeds }: Pick<Services, "feeds">,
): Promise<Followed> {
  const feedGuildId = feeds.directory.find(code);
  const followed = await feeds.directory.followedBy(guildOf(interaction));
  const found = followed.find((one) => one.feedGuildId === feedGuildId);
  if (found !== undefined) return found;
  throw new UserError(
    "This server follows no feed with that code. `/feed list` shows what it follows. Nothing was changed.",
  );
}
