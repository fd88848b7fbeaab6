import {
  ApplicationCommandOptionType as Option,
  ChannelType,
  type BaseInteraction,
} from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { effectiveSafety, isStricter } from "../../src/policy/safety.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { changeSettings } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";
import { postableChannel } from "./postable-channel.ts";
import { safetyModeName, showcaseInWords } from "./words.ts";

/** So many members agree seldom enough to make something of it, and often enough in a small server. */
const DEFAULT_THRESHOLD = 3;

export const showcase = defineSubcommand({
  payload: {
    name: "showcase",
    description:
      "Where the favourites of many members are posted again; without options: what is set",
    options: [
      {
        type: Option.Channel,
        name: "channel",
        description: "The channel in which they are posted",
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      },
      {
        type: Option.Integer,
        name: "threshold",
        description: "How many members have to make a video their favourite (default: 3)",
        min_value: 1,
        max_value: 1000,
      },
      {
        type: Option.Boolean,
        name: "weekly",
        description: "True: the best of the week are listed there each Monday at 9:00",
      },
      { type: Option.Boolean, name: "off", description: "True: there is no showcase any more" },
    ],
  },

  async execute({ interaction, options, services }) {
    const { channel, threshold, weekly, off = false } = options;
    const isAnythingSet = channel !== undefined || threshold !== undefined || weekly !== undefined;
    if (off && isAnythingSet) {
      throw new UserError(
        "Set the showcase, or switch it `off`: both at once say the opposite. Nothing was changed.",
      );
    }
    // Discord may be asked about the channel, which takes its time.
    await interaction.deferReply({ flags: "Ephemeral" });
    const guildId = guildOf(interaction);
    if (!off && !isAnythingSet) {
      await tell(interaction, described(services.settings.of(guildId)));
      return;
    }
    if (channel !== undefined) await postableChannel(interaction, channel.id);
    const now = await set(interaction, services, off ? null : { channel, threshold, weekly });
    await services.showcase.settingsChanged(guildId);
    await tell(interaction, [described(now), ...stricter(now, services)].join("\n"));
  },
});

interface Chosen {
  channel: { id: string } | undefined;
  threshold: number | undefined;
  weekly: boolean | undefined;
}

const set = (
  interaction: BaseInteraction,
  services: Services,
  chosen: Chosen | null,
): Promise<GuildSettings> =>
  changeSettings(interaction, services, {
    action: "settings-showcase",
    ...(chosen?.channel === undefined ? {} : { channelId: chosen.channel.id }),
    decide: (current) => ({ ...current, showcase: chosen && next(current.showcase, chosen) }),
    detail: ({ showcase: now }) =>
      now === null ? "There is no showcase any more." : `🏆 Showcase: ${showcaseInWords(now)}.`,
  });

function next(current: GuildSettings["showcase"], { channel, threshold, weekly }: Chosen) {
  const channelId = channel?.id ?? current?.channelId;
  if (channelId === undefined) {
    throw new UserError(
      "There is no showcase yet: choose its channel with `channel:`. Nothing was changed.",
    );
  }
  return {
    channelId,
    threshold: threshold ?? current?.threshold ?? DEFAULT_THRESHOLD,
    weekly: weekly ?? current?.weekly ?? false,
  };
}

function described({ showcase: now, timeZone }: GuildSettings): string {
  if (now === null) {
    return "There is no showcase. With `/settings showcase channel:` the videos that many members make their favourite are posted in that channel, once each.";
  }
  const weekly = now.weekly
    ? ` Each Monday at 9:00 (${timeZone}) the best of the week are listed there.`
    : "";
  return `🏆 The showcase is <#${now.channelId}>: a video that ${voters(now.threshold)} is posted there once, with a link to where it was made. It goes when the video is deleted.${weekly} \`/showcase top\` shows the best of the week or the month.`;
}

const voters = (threshold: number): string =>
  threshold === 1
    ? "**one member** makes a favourite"
    : `**${threshold} members** make their favourite`;

/** What was made under a looser rule cannot be shown under a stricter one. */
function stricter(now: GuildSettings, { operator }: Services): string[] {
  const { showcase: own } = now;
  if (own === null) return [];
  const { channelId } = own;
  const floor = operator.safetyFloor;
  const there = effectiveSafety(floor, now, { channelId, parentChannelId: null }).mode;
  const guild = effectiveSafety(floor, now, { channelId: "", parentChannelId: null }).mode;
  return isStricter(there, guild)
    ? [
        `-# The safety check of <#${channelId}> is **${safetyModeName(there)}**, which is stricter than elsewhere here: only videos that were checked so are shown in it.`,
      ]
    : [];
}
