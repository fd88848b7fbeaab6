import { expect } from "vitest";
import type { ChannelHandle } from "../../../playground/discord/actor/channel.ts";
import type { GuildHandle } from "../../../playground/discord/actor/guild.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { NEW_MEMBER } from "../../../src/policy/members.ts";
import { NEW_GUILD, type GuildSettings } from "../../../src/policy/settings.ts";
import { ask, type Asked } from "../../support/asking.ts";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { allArchived, withStore } from "../../support/left-records.ts";
import { setStage, type Stage, type StageOptions } from "../../support/stage.ts";

/** Long enough for two slow cores. */
export const PATIENCE = { timeout: 15_000, interval: 50 } as const;

/** A guild that takes shares, with the member in it and somebody who moderates it. */
export interface Receiving {
  guild: GuildHandle;
  /** Where shares arrive. */
  incoming: ChannelHandle;
  general: ChannelHandle;
  logChannel: ChannelHandle;
  /** The member of the stage, there. */
  self: Actor;
  moderator: Actor;
}

/** A guild that lets results out, and two that take them. */
export interface Sharing extends Stage {
  logChannel: ChannelHandle;
  moderator: Actor;
  second: Receiving;
  third: Receiving;
  /** Writes settings as if moderators had made them before; the bot starts again. */
  set(
    changes: Partial<Record<"origin" | "second" | "third", Partial<GuildSettings>>>,
  ): Promise<void>;
  /** Makes a video and waits until it may be shared. */
  made(given?: Readonly<Record<string, unknown>>): Promise<Asked>;
}

export async function share(options: StageOptions = {}): Promise<Sharing> {
  const stage = await setStage({
    ...options,
    runware: { renderMs: () => 0, ...options.runware },
  });
  const receiving = (name: string): Receiving => {
    const guild = stage.discord.createGuild({ name });
    return {
      guild,
      incoming: guild.createChannel({ name: "from-elsewhere" }),
      general: guild.createChannel({ name: "general" }),
      logChannel: guild.createChannel({ name: "log" }),
      self: guild.addMember({ name: "Member One", user: stage.member }),
      moderator: guild.addMember({ name: `Moderator of ${name}`, permissions: ["ManageMessages"] }),
    };
  };
  const second = receiving("Second Server");
  const third = receiving("Third Server");
  const logChannel = stage.guild.createChannel({ name: "log" });

  async function set(changes: Parameters<Sharing["set"]>[0]): Promise<void> {
    await stage.stopBot();
    await withStore(stage, async ({ settings, members }) => {
      await settings.set(stage.guild.id, {
        ...NEW_GUILD,
        logChannelId: logChannel.id,
        sharing: { ...NEW_GUILD.sharing, outgoing: true },
        ...changes.origin,
      });
      for (const which of ["second", "third"] as const) {
        const { guild, incoming, logChannel: log } = { second, third }[which];
        await settings.set(guild.id, {
          ...NEW_GUILD,
          logChannelId: log.id,
          sharing: { ...NEW_GUILD.sharing, incomingChannelId: incoming.id },
          ...changes[which],
        });
        await members.set(`${guild.id}:${stage.member.id}`, { ...NEW_MEMBER, results: 5 });
      }
    });
    await stage.startBot();
  }

  await set({});
  return {
    ...stage,
    logChannel,
    moderator: stage.guild.addMember({ name: "Moderator One", permissions: ["ManageMessages"] }),
    second,
    third,
    set,
    async made(given = {}) {
      const asked = await ask(stage, given);
      await asked.over();
      await allArchived(stage);
      return asked;
    },
  };
}

/** Presses **Share** below a video and reads the dialog. */
export async function dialogOf({ member, channel }: Sharing, asked: Asked): Promise<WireMessage> {
  const use = await member.press(asked.card(), "Share");
  await shownPrivately(member.in(channel), use);
  return use.message();
}

/** Waits until a message that the member sees says this. */
export const saying = (
  { member, channel }: Pick<Stage, "member" | "channel">,
  { id }: WireMessage,
  pattern: RegExp,
): Promise<WireMessage> =>
  member
    .in(channel)
    .waitFor(
      (messages) => messages.find((message) => message.id === id && pattern.test(textOf(message))),
      { timeoutMs: 25_000, what: `a message with ${String(pattern)}` },
    );

/** Shares a video by the dialog, as a member does, and reads what they are told in the end. */
export async function shareWith(
  stage: Sharing,
  asked: Asked,
  { guild }: Receiving,
  credit: "With my name" | "Without a name" = "With my name",
): Promise<string> {
  const dialog = await dialogOf(stage, asked);
  await (await stage.member.select(dialog, `share-to:${asked.id}`, [guild.id])).response();
  const question = await saying(stage, dialog, /Share it with/);
  await (await stage.member.press(question, credit)).response();
  return textOf(await saying(stage, dialog, /✅/));
}

/** What sending a share to a guild is answered with, whatever the dialog offers. */
export async function refusedShare(
  stage: Sharing,
  asked: Asked,
  guildId: string,
  by: Actor = stage.member,
): Promise<string> {
  const seat = by.in(stage.channel);
  const own = await ownMessage(by, stage);
  const use = seat.forge.press(own, `share-send:${asked.id}:${guildId}.full`);
  return toldPrivately(seat, use);
}

/** Some message of the bot's that this member alone sees. */
export async function ownMessage(by: Actor, { channel }: Pick<Stage, "channel">) {
  const use = await by.in(channel).slash("inbox");
  return use.message();
}

/** The post of a video in a channel, once it is there. */
export const posted = (channel: ChannelHandle): Promise<WireMessage> =>
  channel.waitFor((messages) => messages.find((message) => /📨/.test(textOf(message))), {
    timeoutMs: 25_000,
    what: "a shared video",
  });

/** Waits for a line in a log channel. */
export const lineIn = (channel: ChannelHandle, pattern: RegExp): Promise<WireMessage> =>
  channel.waitFor((messages) => messages.find((message) => pattern.test(textOf(message))), {
    timeoutMs: 25_000,
    what: `a message with ${String(pattern)}`,
  });

export async function isEmpty(channel: ChannelHandle): Promise<void> {
  await expect.poll(() => channel.messages().map((one) => textOf(one)), PATIENCE).toEqual([]);
}
