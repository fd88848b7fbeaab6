import { cut, plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tellList } from "../../src/discord/respond.ts";
import type { Feed } from "../../src/sharing/feeds/feed.ts";
import type { Followed } from "../../src/sharing/feeds/directory.ts";
import { guildOf } from "../settings/guild-of.ts";
import { guildName } from "./record-feed.ts";

export const list = defineSubcommand({
  payload: {
    name: "list",
    description: "See who follows this server's showcase, and what this server follows",
  },

  async execute({ interaction, services }) {
    const guildId = guildOf(interaction);
    const { directory } = services.feeds;
    const feed = directory.feedOf(guildId);
    const followers = feed === undefined ? 0 : await directory.countFollowers(guildId);
    const followed = await directory.followedBy(guildId);
    const content = listWords({
      feed,
      followers,
      hasShowcase: services.settings.of(guildId).showcase !== null,
      followed: followed.map((one) => ({ ...one, name: guildName(interaction, one.feedGuildId) })),
    });
    await tellList(interaction, content);
  },
});

export interface FeedList {
  feed: Feed | undefined;
  followers: number;
  hasShowcase: boolean;
  followed: readonly (Followed & { name: string })[];
}

/** At most 3,900 characters, of Discord's 4,000 for a message: long names are cut where they must be. */
export function listWords(list: FeedList): string {
  const whole = words(list, NAME_LENGTH);
  return whole.length <= TEXT_LENGTH ? whole : words(list, SHORT_NAME_LENGTH);
}

const TEXT_LENGTH = 3900;
const NAME_LENGTH = 100;
/** Escaped it may be twice as long: 25 lines of 130 characters. */
const SHORT_NAME_LENGTH = 30;

const words = ({ feed, followers, hasShowcase, followed }: FeedList, nameLength: number): string =>
  [
    ...own(feed, followers, hasShowcase),
    `### Followed here (${followed.length})`,
    ...(followed.length === 0
      ? ["None yet. `/feed follow` shows another server's showcase in a channel of this one."]
      : followed.map((one) => line(one, `**${plain(cut(one.name, nameLength))}**`))),
    ...(followed.some(({ closed }) => closed)
      ? ["-# ⚠️ closed: I could not post there. Put that right, then follow it again."]
      : []),
  ].join("\n");

function own(feed: Feed | undefined, followers: number, hasShowcase: boolean): string[] {
  const heading = "### 📡 This server's showcase";
  if (feed === undefined) {
    return [heading, "Not published. `/feed publish` lets other servers follow it."];
  }
  const count = followers.toLocaleString("en-US");
  return [
    heading,
    `Published with the code \`${feed.code}\`: ${followers === 1 ? "1 server follows it" : `${count} servers follow it`}.`,
    ...(hasShowcase
      ? []
      : ["⚠️ There is no showcase channel any more, so nothing new comes: `/settings showcase`."]),
  ];
}

function line({ code, channelId, muted, closed }: Followed, name: string): string {
  const how = closed ? " · ⚠️ closed" : muted ? " · 🔇 muted" : "";
  return `${name} in <#${channelId}>${how}\n-# \`${code}\``;
}
