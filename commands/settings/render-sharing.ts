import {
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { COLOURS } from "../../src/discord/card/card-state.ts";
import { cut, plain } from "../../src/discord/card/text.ts";
import { customId } from "../../src/discord/custom-id.ts";
import { mention } from "../../src/discord/mention.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { listed } from "./words.ts";

const LISTS = ["blockedGuildIds", "blockedMemberIds"] as const;

/** One entry of a list of who is blocked; the id is a pseudonym where no name was given. */
export interface Blocked {
  list: (typeof LISTS)[number];
  id: string;
}

/** Discord's limit for the choices of a menu. */
const CHOICES = 25;
const LABEL_LENGTH = 100;
const NAMED = 20;

type NameOf = (id: string) => string | undefined;

const isSnowflake = (id: string): boolean => /^\d+$/.test(id);

/** How an entry is called in a message, and in a menu, which shows no mentions. */
export function blockedNames(
  { list, id }: Blocked,
  nameOf: NameOf,
): { inText: string; inMenu: string } {
  const isGuild = list === "blockedGuildIds";
  const name = nameOf(id);
  if (!isSnowflake(id)) {
    const unnamed = `${isGuild ? "a server" : "a member"} without a name (${id.slice(-4)})`;
    return { inText: unnamed, inMenu: unnamed };
  }
  const what = isGuild ? "Server" : "Member";
  return {
    inText: isGuild ? `**${plain(name ?? `server ${id}`)}**` : mention(id),
    inMenu: cut(`${what}: ${name ?? id}`, LABEL_LENGTH),
  };
}

const valueOf = ({ list, id }: Blocked): string => `${list}.${id}`;

/** @throws {UserError} a menu's value comes from the member's client */
export function readBlocked(value = ""): Blocked {
  const [name, id = ""] = value.split(".");
  const list = LISTS.find((one) => one === name);
  if (list === undefined || !/^[\w-]{1,60}$/.test(id)) {
    throw new UserError("That is no choice of this menu. Nothing was changed.");
  }
  return { list, id };
}

/** What a guild shares with others, and who is kept out, with a menu to let them in again. Pure. */
export function renderSharing(
  guildId: string,
  { sharing }: Pick<GuildSettings, "sharing">,
  nameOf: NameOf,
): APIMessageTopLevelComponent[] {
  const blocked = LISTS.flatMap((list) => sharing[list].map((id) => ({ list, id })));
  const names = blocked.map((one) => blockedNames(one, nameOf).inText);
  const { incomingChannelId, outgoing } = sharing;
  const lines = [
    "### Sharing with other servers",
    incomingChannelId === null
      ? "📥 **Incoming: off.** Nobody can share videos from other servers with this one. Choose a channel for them: `/settings sharing incoming:`"
      : `📥 **Incoming: <#${incomingChannelId}>.** Members of this server can share there what they made in other servers, if it was checked as strictly as what is made here. **More** below each of them removes it, blocks who sent it or reports it.`,
    outgoing
      ? "📤 **Outgoing: on.** Members can share what they made here, with **Share** below their video or with a code."
      : "📤 **Outgoing: off.** What is made here stays here: **Share** and codes do nothing. What was shared before stays where it is.",
    blocked.length === 0
      ? "🚫 **Blocked:** nobody"
      : `🚫 **Blocked from sharing here:** ${listed(names, NAMED)}`,
  ];
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOURS.rendering,
      components: [
        { type: ComponentType.TextDisplay, content: lines.join("\n") },
        ...unblockMenu(guildId, blocked, nameOf),
      ],
    },
  ];
}

/** Those who were blocked last come first; the others follow once these are let in. */
function unblockMenu(
  guildId: string,
  blocked: readonly Blocked[],
  nameOf: NameOf,
): APIComponentInContainer[] {
  if (blocked.length === 0) return [];
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: customId("sharing-unblock", guildId),
          placeholder: "Let somebody share here again",
          options: blocked
            .toReversed()
            .slice(0, CHOICES)
            .map((one) => ({ label: blockedNames(one, nameOf).inMenu, value: valueOf(one) })),
        },
      ],
    },
  ];
}
