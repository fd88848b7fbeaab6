import type { Seat } from "../../discord/actor/commands.ts";
import type { Core } from "../../discord/core.ts";
import type { WireMessage } from "../../discord/actor/wire-message.ts";
import { PageRefusal } from "../page-refusal.ts";
import { seesChannel, seesMessage } from "../views/sight.ts";
import type { CastMember } from "../world/cast.ts";
import { shownMessage } from "../../discord/actor/wire-message.ts";

/**
 * One of the cast at a keyboard, in a channel they see.
 *
 * @throws {PageRefusal} 404
 */
export function seatOf(
  core: Core,
  cast: readonly CastMember[],
  at: { readonly as: string; readonly channelId: string },
): Seat {
  const user = cast.some(({ id }) => id === at.as) ? core.world.users.get(at.as) : undefined;
  if (!user) throw new PageRefusal(404, "There is nobody of that name to be.");
  const channel = core.world.channels.get(at.channelId);
  if (!channel || !seesChannel(core.world, channel, user.id)) {
    throw new PageRefusal(404, "That channel is not there for you.");
  }
  return { core, user, channel };
}

/** @throws {PageRefusal} 404 for a message that is gone or not for these eyes */
export function messageAt({ core, channel, user }: Seat, messageId: string): WireMessage {
  const message = channel.messages.get(messageId);
  if (!message || !seesMessage(core.world, message, user.id)) {
    throw new PageRefusal(404, "That message is no longer there.");
  }
  return shownMessage(core, message);
}
