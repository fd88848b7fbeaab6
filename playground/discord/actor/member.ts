import type { Core } from "../core.ts";
import type { Channel, Guild, User } from "../model.ts";
import { createInteraction } from "../interactions/create-interaction.ts";
import { InteractionKind } from "../wire-numbers.ts";
import { pictureOf } from "./picture.ts";
import { type ChannelHandle, visibleIn } from "./channel.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { PermissionInput } from "./permission-input.ts";
import { createUse, type Use } from "./use.ts";
import { waitFor, type WaitOptions } from "./wait-for.ts";
import type { WireMessage } from "./wire-message.ts";

export interface MemberOptions {
  readonly name?: string;
  /** What this member may do beyond what everyone may. */
  readonly permissions?: PermissionInput;
  readonly roles?: readonly string[];
  readonly locale?: string;
  /** Raises the largest file the member's client would send to 500 MiB. */
  readonly nitro?: boolean;
}

/** A place in which a member stands. */
export interface MemberChannel {
  slash(path: string, options?: Record<string, unknown>): Promise<Use>;
  messages(): WireMessage[];
  waitFor<T>(
    look: (messages: WireMessage[]) => T | false | null | undefined,
    options?: WaitOptions,
  ): Promise<T>;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly user: User;
  in(channel: ChannelHandle): MemberChannel;
}

const MIB = 1024 * 1024;

export function createActor(
  core: Core,
  guild: Guild,
  roles: string[],
  options: MemberOptions,
): Actor {
  const { world, ids, clock } = core;
  const name = options.name ?? `Member ${world.users.size}`;
  const user: User = {
    id: ids.next(),
    username: name.toLowerCase().replaceAll(/\W+/g, "_"),
    globalName: name,
    bot: false,
    locale: options.locale ?? "en-US",
    uploadLimitBytes: (options.nitro ? 500 : 10) * MIB,
    dmsOpen: true,
  };
  world.users.set(user.id, user);
  guild.members.set(user.id, { userId: user.id, joinedAt: clock.now(), nick: null, roles });

  return {
    id: user.id,
    name,
    user,
    in: (handle) => memberChannel(core, user, handle.channel),
  };
}

function memberChannel(core: Core, user: User, channel: Channel): MemberChannel {
  const messages = () => visibleIn(core, channel, user.id);
  return {
    messages,
    waitFor: (look, options) =>
      waitFor(
        core,
        () => look(messages()),
        () => pictureOf(core, channel, messages()),
        options,
      ),
    async slash(path, given = {}) {
      const [name = ""] = path.split(" ");
      const command = [...core.world.commands.values()].find(({ data }) => data.name === name);
      if (!command) throw new ClientRefusal(`There is no command /${name}.`);
      const options = Object.entries(given).map(([option, value]) => ({
        name: option,
        type: typeof value === "number" ? 4 : typeof value === "boolean" ? 5 : 3,
        value,
      }));
      const interaction = createInteraction(core, {
        type: InteractionKind.command,
        channel,
        user,
        data: { id: command.id, name, type: 1, options },
        commandName: path,
      });
      return createUse(core, interaction);
    },
  };
}
