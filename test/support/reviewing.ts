import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { buttonsOf, textOf, toldPrivately } from "./cards.ts";
import { setStage, type Stage, type StageOptions } from "./stage.ts";

/** A stage with a log channel that only moderators see, and a moderator who reads it. */
export interface Reviewed extends Stage {
  moderator: Actor;
  logChannel: ChannelHandle;
  /** Makes a channel the log channel, or lets there be none. */
  setLogChannel(channel: ChannelHandle | null): Promise<string>;
  /** Chooses what is reviewed. */
  setReview(mode: string, first?: number): Promise<void>;
  /** The messages that ask for a verdict or asked for one, oldest first. */
  reviews(): WireMessage[];
  /** Waits for a message in the log channel that says this. */
  logged(pattern: RegExp): Promise<WireMessage>;
  /** Presses a button in the log channel as the moderator. */
  press(message: WireMessage, label: string): ReturnType<Actor["press"]>;
}

export interface ReviewedOptions extends StageOptions {
  /** Whether there is a log channel from the beginning; yes unless told. */
  withLog?: boolean;
}

/** Videos are quick and cheap, and cost five cents. */
const QUICK = { renderMs: () => 1000, cost: () => 0.05 };

export async function reviewed({
  withLog = true,
  ...options
}: ReviewedOptions = {}): Promise<Reviewed> {
  const stage = await setStage({ ...options, runware: { ...QUICK, ...options.runware } });
  const { guild, channel } = stage;
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const logChannel = guild.createChannel({ name: "log" });
  const place = manager.in(channel);
  const told = async (path: string, given: Record<string, unknown>): Promise<string> =>
    toldPrivately(place, await place.slash(path, given));
  const setLogChannel = (to: ChannelHandle | null): Promise<string> =>
    told("settings log", to === null ? {} : { channel: to });
  if (withLog) await setLogChannel(logChannel);
  return {
    ...stage,
    moderator,
    logChannel,
    setLogChannel,
    async setReview(mode, first) {
      await told("settings review", { mode, ...(first === undefined ? {} : { first }) });
    },
    reviews: () => logChannel.messages().filter((message) => /asked for th/.test(textOf(message))),
    logged: (pattern) =>
      moderator
        .in(logChannel)
        .waitFor((messages) => messages.find((message) => pattern.test(textOf(message))), {
          timeoutMs: 25_000,
          what: `a message in the log channel with ${pattern}`,
        }),
    press: (message, label) => moderator.press(message, label),
  };
}

/** Waits for the question about a request, with its buttons. */
export const asksFor = async (stage: Reviewed, prompt: string): Promise<WireMessage> =>
  stage.moderator.in(stage.logChannel).waitFor(
    (messages) =>
      messages.find(
        (message) => textOf(message).includes(prompt) && buttonsOf(message).length > 0,
      ),
    { timeoutMs: 25_000, what: `a question about ${prompt}` },
  );
