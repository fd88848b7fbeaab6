import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { shownPrivately, textOf } from "./cards.ts";
import { beginWith } from "./guild-settings.ts";
import { setStage, type Stage, type StageOptions } from "./stage.ts";

/** A stage with a moderator and a log channel that only moderators see. */
export interface Moderated extends Stage {
  moderator: Actor;
  /** The moderator's view of the channel that everybody uses. */
  desk: MemberChannel;
  logChannel: ChannelHandle;
  /** The log channel as the moderator sees it. */
  log: Stage["log"];
  /** Types a command as the moderator and reads what they alone are told. */
  told(path: string, options?: Record<string, unknown>): Promise<string>;
  /** Types `/video` as the plain member and resolves with the refusal. */
  refused(prompt?: string): Promise<WireMessage>;
  /** Waits for a line in the log channel. */
  logged(pattern: RegExp): Promise<WireMessage>;
}

export async function moderate(
  settings: Partial<GuildSettings> = {},
  options: StageOptions = {},
): Promise<Moderated> {
  const stage = await setStage(options);
  const logChannel = stage.guild.createChannel({ name: "mod-log" });
  await beginWith(stage, { logChannelId: logChannel.id, ...settings });
  const moderator = stage.guild.addMember({
    name: "Moderator One",
    permissions: ["ManageMessages"],
  });
  const desk = moderator.in(stage.channel);
  const seat = stage.member.in(stage.channel);
  return {
    ...stage,
    moderator,
    desk,
    logChannel,
    told: async (path, given = {}) => answerTo(desk, await desk.slash(path, given)),
    refused: async (prompt = "a paper boat") =>
      shownPrivately(seat, await seat.slash("video", { prompt, resolution: "360p" })),
    logged: (pattern) =>
      moderator
        .in(logChannel)
        .waitFor((messages) => messages.find((message) => pattern.test(textOf(message)))),
  };
}

/** What somebody alone is told in the end, after "thinking…" too. */
export async function answerTo(place: MemberChannel, use: Use): Promise<string> {
  await shownPrivately(place, use);
  return textOf(await use.message());
}

/** What somebody was told, with ids and moments left out, for a snapshot. */
export const steady = (text: string): string =>
  text.replaceAll(/<t:\d+:(\w)>/g, "<t:…:$1>").replaceAll(/<([@#][!&]?)\d+>/g, "<$1…>");
