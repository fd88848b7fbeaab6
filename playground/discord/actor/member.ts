import { PermissionFlagsBits } from "discord-api-types/v10";
import { directChannel } from "../channels.ts";
import type { Core } from "../core.ts";
import { permissionsIn } from "../member-permissions.ts";
import { deleteMessage } from "../messages.ts";
import type { Channel, Guild, User } from "../model.ts";
import { has } from "../permissions.ts";
import { type ChannelHandle, visibleIn } from "./channel.ts";
import { ClientRefusal } from "./client-refusal.ts";
import { type Seat, useMessageCommand } from "./commands.ts";
import { chooseInSelect, pressButton } from "./components.ts";
import { createMemberChannel, type MemberChannel } from "./member-channel.ts";
import type { Modal } from "./modal.ts";
import { type ModalValues, submitModal } from "./modals.ts";
import type { PermissionInput } from "./permission-input.ts";
import { seenMessage } from "./seen-message.ts";
import type { Use } from "./use.ts";
import type { WireMessage } from "./wire-message.ts";

export interface MemberOptions {
  readonly name?: string;
  /** Somebody who is a member of another guild already. */
  readonly user?: { readonly user: User };
  /** What this member may do beyond what everyone may. */
  readonly permissions?: PermissionInput;
  readonly roles?: readonly string[];
  readonly locale?: string;
  /** Raises the largest file the member's client would send to 500 MiB. */
  readonly nitro?: boolean;
}

/** A member who does what Discord's own client allows, and no more (ClientRefusal). */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly user: User;
  in(channel: ChannelHandle): MemberChannel;
  /** The direct messages between this member and the bot. */
  readonly dms: MemberChannel;
  readonly directMessages: WireMessage[];
  setDmsOpen(open: boolean): void;
  visibleMessages(channel: ChannelHandle): WireMessage[];
  press(message: WireMessage, customIdOrLabel: string): Promise<Use>;
  select(message: WireMessage, customId: string, values: readonly unknown[]): Promise<Use>;
  submit(modal: Modal, values: ModalValues): Promise<Use>;
  messageCommand(message: WireMessage, name: string): Promise<Use>;
  /** Deletes by hand: one's own message, or as a moderator any. An ephemeral one is dismissed. */
  deleteMessage(message: WireMessage): void;
}

const MIB = 1024 * 1024;

export function createActor(
  core: Core,
  guild: Guild,
  roles: string[],
  options: MemberOptions,
): Actor {
  const { world, clock } = core;
  const user = options.user?.user ?? createUser(core, options);
  guild.members.set(user.id, { userId: user.id, joinedAt: clock.now(), nick: null, roles });

  const seatIn = (channel: Channel): Seat => ({ core, user, channel });

  function seatAt(message: WireMessage): Seat {
    const channel = world.channels.get(message.channel_id);
    if (!channel) throw new ClientRefusal("That channel is gone.");
    return seatIn(channel);
  }

  return {
    id: user.id,
    name: user.globalName ?? user.username,
    user,
    in: (handle) => createMemberChannel(seatIn(handle.channel)),
    get dms() {
      return createMemberChannel(seatIn(directChannel(core, user.id)));
    },
    get directMessages() {
      return visibleIn(core, directChannel(core, user.id), user.id);
    },
    setDmsOpen(open) {
      user.dmsOpen = open;
    },
    visibleMessages: (handle) => createMemberChannel(seatIn(handle.channel)).messages(),
    press: async (message, named) => pressButton(seatAt(message), message, named),
    select: async (message, customId, values) =>
      chooseInSelect(seatAt(message), message, customId, values),
    async submit(modal, values) {
      const channelId = world.interactions.get(modal.interactionId)?.channelId ?? "";
      const channel = world.channels.get(channelId);
      if (!channel) throw new ClientRefusal("That channel is gone.");
      return submitModal(seatIn(channel), modal, values);
    },
    messageCommand: async (message, name) => useMessageCommand(seatAt(message), message, name),
    deleteMessage(message) {
      const seat = seatAt(message);
      const target = seenMessage(seat, message);
      const bits = permissionsIn(world, seat.channel, user.id);
      const isOwn = target.authorId === user.id || target.ephemeralFor === user.id;
      if (!isOwn && !has(bits, PermissionFlagsBits.ManageMessages)) {
        throw new ClientRefusal("You cannot delete this message.");
      }
      deleteMessage(core, target);
    },
  };
}

function createUser({ ids, world }: Core, options: MemberOptions): User {
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
  return user;
}
