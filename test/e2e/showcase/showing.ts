import type { ChannelHandle } from "../../../playground/discord/actor/channel.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import type { GuildSettings } from "../../../src/policy/settings.ts";
import { ask, type Asked, type AskOptions } from "../../support/asking.ts";
import { galleryOf } from "../../support/cards.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { allArchived } from "../../support/left-records.ts";
import { setStage, type Stage, type StageOptions } from "../../support/stage.ts";

/** Renders at once: what a test waits for is only the bot. */
export const AT_ONCE = { runware: { renderMs: () => 0 } } as const;

/** A stage with a showcase and a second voter. */
export interface Showing extends Stage {
  showcase: ChannelHandle;
  other: Actor;
  manager: Actor;
  logChannel: ChannelHandle;
}

export async function openShowcase(
  settings: Partial<GuildSettings> = {},
  {
    threshold = 1,
    weekly = false,
    ...options
  }: StageOptions & { threshold?: number; weekly?: boolean } = {},
): Promise<Showing> {
  const stage = await setStage({ ...AT_ONCE, ...options });
  const showcase = stage.guild.createChannel({ name: "showcase" });
  const logChannel = stage.guild.createChannel({ name: "mod-log" });
  await beginWith(stage, {
    logChannelId: logChannel.id,
    showcase: { channelId: showcase.id, threshold, weekly },
    ...settings,
  });
  return {
    ...stage,
    showcase,
    logChannel,
    other: stage.guild.addMember({ name: "Member Two" }),
    manager: stage.guild.addMember({
      name: "Manager",
      permissions: ["ManageGuild", "ManageMessages"],
    }),
  };
}

/** A finished video, archived. */
export async function finished(
  stage: Stage,
  given: Readonly<Record<string, unknown>> = {},
  options: AskOptions = {},
): Promise<Asked> {
  const asked = await ask(stage, given, options);
  await asked.over();
  await allArchived(stage);
  return asked;
}

/** Presses **Favourite** on a card and waits for the answer. */
export async function favour(asked: Asked, by: Actor): Promise<void> {
  const use = await by.press(asked.card(), `favourite:${asked.id}`);
  await use.response();
}

/** The posts about a result in a channel, oldest first. */
export const postsOf = (channel: ChannelHandle, id: string): WireMessage[] =>
  channel
    .messages()
    .filter((message) => JSON.stringify(message.components).includes(`showcase-favourite:${id}`));

/** Waits until a result is shown there. */
export const shown = (
  by: Actor,
  channel: ChannelHandle,
  id: string,
  holds: (post: WireMessage) => boolean = () => true,
): Promise<WireMessage> =>
  by
    .in(channel)
    .waitFor(() => postsOf(channel, id).find(holds), { timeoutMs: 15_000, what: "a post" });

/** Waits until a result is not shown there any more. */
export const goneFrom = (by: Actor, channel: ChannelHandle, id: string): Promise<true> =>
  by
    .in(channel)
    .waitFor(() => postsOf(channel, id).length === 0, { timeoutMs: 15_000, what: "no post" });

export const isSpoiler = (post: WireMessage): boolean =>
  galleryOf(post).every(({ spoiler }) => spoiler === true);
