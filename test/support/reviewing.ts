import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import type { Asked } from "./asking.ts";
import { textOf } from "./cards.ts";
import { beginWith } from "./guild-settings.ts";
import { setStage, type Stage, type StageOptions } from "./stage.ts";

/** A stage with a log channel and a moderator who reads it. */
export interface Reviewed extends Stage {
  moderator: Actor;
  /** The log channel as the moderator has it before them. */
  desk: MemberChannel;
  logChannel: ChannelHandle;
  /** Makes a channel the log channel, as somebody who manages the server; what they are told. */
  setLogChannel(channel: ChannelHandle): Promise<string>;
  /** Waits for the message that asks about a request, with its buttons. */
  question(asked: Pick<Asked, "id">): Promise<WireMessage>;
  /** Waits for a message in the log channel that says this. */
  logged(pattern: RegExp): Promise<WireMessage>;
}

export interface ReviewedOptions extends StageOptions {
  settings?: Partial<GuildSettings>;
  /** Whether there is a log channel from the beginning; yes unless told. */
  withLog?: boolean;
  /** Which results of every task are flagged, from 0; the first unless told. */
  flagged?: number[];
}

/** Videos are quick, and cost five cents each. */
const QUICK = { renderMs: () => 1000, cost: () => 0.05 };
const PATIENCE_MS = 25_000;

export async function reviewed({
  settings = {},
  withLog = true,
  flagged = [0],
  ...options
}: ReviewedOptions = {}): Promise<Reviewed> {
  const stage = await setStage({ ...options, runware: { ...QUICK, ...options.runware } });
  const { guild, channel, runware } = stage;
  const logChannel = guild.createChannel({ name: "log" });
  await beginWith(stage, { ...settings, logChannelId: withLog ? logChannel.id : null });
  if (flagged.length > 0) runware.faults.task(() => true, { nsfw: flagged });
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const desk = moderator.in(logChannel);
  const found = (holds: (message: WireMessage) => boolean, what: string): Promise<WireMessage> =>
    desk.waitFor((messages) => messages.find((message) => holds(message)), {
      timeoutMs: PATIENCE_MS,
      what,
    });
  return {
    ...stage,
    moderator,
    desk,
    logChannel,
    async setLogChannel(to) {
      const place = manager.in(channel);
      const use = await place.slash("settings log", { channel: to });
      await use.response();
      return textOf(await use.message());
    },
    question: ({ id }) => found((message) => asksAbout(message, id), "a question"),
    logged: (pattern) => found((message) => pattern.test(textOf(message)), String(pattern)),
  };
}

const asksAbout = (message: WireMessage, id: string): boolean =>
  JSON.stringify(message.components ?? []).includes(`approve:${id}:`);
