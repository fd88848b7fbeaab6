import type { ChannelHandle } from "../../../playground/discord/actor/channel.ts";
import type { GuildHandle, GuildOptions } from "../../../playground/discord/actor/guild.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { MemberChannel } from "../../../playground/discord/actor/member-channel.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import type { GivenOptions } from "../../../playground/discord/command-options.ts";
import { answerTo } from "../../support/moderating.ts";
import type { Stage, StageOptions } from "../../support/stage.ts";
import { openShowcase, type Showing } from "../showcase/showing.ts";

export const PATIENCE = { timeout: 20_000 } as const;

/** A server that can follow others. */
export interface Follower {
  guild: GuildHandle;
  /** Where copies come. */
  channel: ChannelHandle;
  manager: Actor;
  reader: Actor;
  /** The manager, in a channel of their own. */
  desk: MemberChannel;
  /** Types a command as the manager and reads what they alone are told. */
  told: (path: string, given?: GivenOptions) => Promise<string>;
  /** The copies in the channel, oldest first. */
  copies: () => WireMessage[];
}

export interface Following extends Showing {
  desk: MemberChannel;
  told: Follower["told"];
  /** Publishes the showcase, has everybody follow it, and gives the code. */
  allFollow: (...followers: readonly Follower[]) => Promise<string>;
}

const typing =
  (desk: MemberChannel): Follower["told"] =>
  async (path, given = {}) =>
    answerTo(desk, await desk.slash(path, given));

export function follower(stage: Stage, name: string, options: GuildOptions = {}): Follower {
  const guild = stage.discord.createGuild({ name, ...options });
  const channel = guild.createChannel({ name: "from-elsewhere" });
  const manager = guild.addMember({
    name: "Manager",
    permissions: ["ManageGuild", "ManageMessages"],
  });
  const desk = manager.in(guild.createChannel({ name: "managing" }));
  return {
    guild,
    channel,
    manager,
    reader: guild.addMember({ name: "Reader" }),
    desk,
    told: typing(desk),
    copies: () =>
      channel.messages().filter(({ components }) => JSON.stringify(components).includes("play:")),
  };
}

export async function openFollowing(
  options: StageOptions = {},
  settings: Parameters<typeof openShowcase>[0] = {},
): Promise<Following> {
  const stage = await openShowcase(settings, options);
  const desk = stage.manager.in(stage.channel);
  const told = typing(desk);
  return {
    ...stage,
    desk,
    told,
    async allFollow(...followers) {
      const code = codeIn(await told("feed publish"));
      for (const { told: say, channel } of followers) await say("feed follow", { code, channel });
      return code;
    },
  };
}

/** The code that an answer gives. */
export function codeIn(text: string): string {
  const [, code] = /`([0-9A-Z]{10})`/.exec(text) ?? [];
  if (code === undefined) throw new Error(`there is no code in: ${text}`);
  return code;
}
