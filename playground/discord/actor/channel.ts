import { deleteChannel } from "../channels.ts";
import type { Core } from "../core.ts";
import { type Channel, type Guild, isThread } from "../model.ts";
import { createThread, tellChannel } from "../threads.ts";
import { type OverwriteOptions, overwritesFrom } from "./overwrites.ts";
import { pictureOf, type PictureOptions } from "./picture.ts";
import { type News, waitFor, type WaitOptions } from "./wait-for.ts";
import { shownMessage, type WireMessage } from "./wire-message.ts";

/** What can change how a channel looks. */
export const CHANNEL_NEWS: News = ["message", "guild"];

/** What is looked for among the messages of a channel, oldest first. */
export type MessagesLook<T> = (messages: WireMessage[]) => T | false | null | undefined;

/** A channel in the hands of whoever runs the guild; it shows everything but ephemeral messages. */
export interface ChannelHandle {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  messages(): WireMessage[];
  waitFor<T>(look: MessagesLook<T>, options?: WaitOptions): Promise<T>;
  /** The channel as a person reads it. */
  picture(options?: PictureOptions): string;
  createThread(options?: { name?: string }): ChannelHandle;
  /** Replaces the channel's permission overwrites. */
  setOverwrites(overwrites: readonly OverwriteOptions[]): void;
  setNsfw(nsfw: boolean): void;
  /** Threads only. */
  setThread(state: { archived?: boolean; locked?: boolean }): void;
  delete(): void;
}

export function createChannelHandle(core: Core, guild: Guild, channel: Channel): ChannelHandle {
  const messages = () => visibleIn(core, channel, null);
  const picture = (options?: PictureOptions) => pictureOf(core, channel, messages(), options);
  const tellChange = () =>
    tellChannel(core, isThread(channel) ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channel);
  return {
    id: channel.id,
    name: channel.name,
    channel,
    messages,
    picture,
    waitFor: (look, options) =>
      waitFor(core, () => look(messages()), picture, options, CHANNEL_NEWS),
    createThread: ({ name = "thread" } = {}) =>
      createChannelHandle(
        core,
        guild,
        createThread(core, { parent: channel, name, ownerId: guild.ownerId }),
      ),
    setOverwrites(overwrites) {
      channel.overwrites = overwritesFrom(guild, core.world.bot.id, overwrites);
      tellChange();
    },
    setNsfw(nsfw) {
      channel.nsfw = nsfw;
      tellChange();
    },
    setThread(state) {
      if (!channel.thread) throw new Error(`#${channel.name} is no thread`);
      Object.assign(channel.thread, state, { archivedAt: core.clock.now() });
      tellChange();
    },
    delete: () => deleteChannel(core, channel),
  };
}

/** @param userId sees its own ephemeral messages as well; null sees none */
export function visibleIn(core: Core, channel: Channel, userId: string | null): WireMessage[] {
  return [...channel.messages.values()]
    .filter((message) => message.ephemeralFor === null || message.ephemeralFor === userId)
    .map((message) => shownMessage(core, message));
}
