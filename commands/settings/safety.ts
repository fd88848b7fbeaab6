import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { OperatorLimits, Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { SAFETY_MODES, type SafetyMode } from "../../src/generation/request.ts";
import { effectiveSafety, isStricter } from "../../src/policy/safety.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { RULE_CHANNEL_TYPES } from "./channel-types.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { listed, safetyMode, safetyModeName } from "./words.ts";

export const safety = defineSubcommand({
  payload: {
    name: "safety",
    description: "How closely finished videos are checked for what is not safe for everyone",
    options: [
      {
        type: Option.String,
        name: "mode",
        description: "off: not at all · fast: a few frames · full: every frame",
        required: true,
        choices: SAFETY_MODES.map((mode) => ({ name: safetyModeName(mode), value: mode })),
      },
      {
        type: Option.Channel,
        name: "channel",
        description:
          "For this channel alone, where it can only be stricter; off takes its rule away",
        channel_types: [...RULE_CHANNEL_TYPES],
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const sentence =
      options.channel === undefined
        ? await setGuildSafety(interaction, services, options.mode)
        : await setChannelSafety(interaction, services, options.mode, options.channel.id);
    await tell(interaction, sentence);
  },
});

/** Sets the mode of the whole guild and says what follows; the panel does the same. */
export async function setGuildSafety(
  interaction: BaseInteraction,
  services: Services,
  mode: SafetyMode,
  check: CheckCurrent = anything,
): Promise<string> {
  const { operator } = services;
  refuseBelowFloor(operator, mode);
  const now = await changeSettings(interaction, services, {
    action: "settings-safety",
    decide(current) {
      check(current);
      return { ...current, safety: { ...current.safety, guild: mode } };
    },
    detail: (_, before) =>
      `The safety check of the server is now ${safetyModeName(mode)}; it was ${safetyModeName(before.safety.guild)}.`,
  });
  return [
    `The safety check of this server is now ${safetyMode(mode)}.`,
    followsFrom(mode),
    ...stricterChannels(operator, now),
  ].join(" ");
}

async function setChannelSafety(
  interaction: BaseInteraction,
  services: Services,
  mode: SafetyMode,
  channelId: string,
): Promise<string> {
  const now = await changeSettings(interaction, services, {
    action: "settings-safety",
    channelId,
    decide: (current) => {
      const { [channelId]: _, ...others } = current.safety.channels;
      const channels = mode === "none" ? others : { ...others, [channelId]: mode };
      return { ...current, safety: { ...current.safety, channels } };
    },
    detail: () =>
      mode === "none"
        ? `<#${channelId}> has no safety rule of its own any more.`
        : `The safety check in <#${channelId}> is at least ${safetyModeName(mode)}.`,
  });
  const { operator } = services;
  const held = effectiveSafety(operator.safetyFloor, now, { channelId, parentChannelId: null });
  const own =
    mode === "none"
      ? `<#${channelId}> has no safety rule of its own now.`
      : `The safety rule of <#${channelId}> is now ${safetyMode(mode)}.`;
  const source = { operator: "the bot's operator requires", guild: "the server has" };
  const holds =
    held.rule === "channel"
      ? "It is stricter than the server's, so it wins there and in its threads."
      : `There and in its threads ${safetyMode(held.mode)} holds, which ${source[held.rule]}: a channel can only be stricter.`;
  return `${own} ${holds} ${followsFrom(held.mode)}`;
}

function refuseBelowFloor({ safetyFloor }: OperatorLimits, mode: SafetyMode): void {
  if (!isStricter(safetyFloor, mode)) return;
  throw new UserError(
    `The operator of this bot requires ${safetyMode(safetyFloor)} in every server, so **${safetyModeName(mode)}** is not possible. Choose a mode that is as strict or stricter. Nothing was changed.`,
  );
}

const followsFrom = (mode: SafetyMode): string =>
  mode === "none"
    ? "Videos that were asked for under a stricter mode keep that one."
    : "It also holds for requests that still wait for their turn, and a video that the check flags is never posted unseen.";

function stricterChannels({ safetyFloor }: OperatorLimits, now: GuildSettings): string[] {
  const stricter = Object.keys(now.safety.channels).flatMap((channelId) => {
    const held = effectiveSafety(safetyFloor, now, { channelId, parentChannelId: null });
    return held.rule === "channel" ? [`<#${channelId}> (${safetyModeName(held.mode)})`] : [];
  });
  return stricter.length === 0 ? [] : [`Stricter by their own rule: ${listed(stricter, 10)}.`];
}
