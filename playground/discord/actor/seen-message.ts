import { PermissionFlagsBits } from "discord-api-types/v10";
import { permissionsIn } from "../member-permissions.ts";
import type { Message } from "../model.ts";
import { has } from "../permissions.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { Seat } from "./commands.ts";
import type { WireMessage } from "./wire-message.ts";

/**
 * The message as it is now, whatever state the member remembers it in.
 *
 * @throws ClientRefusal when it is gone or not the member's to see
 */
export function seenMessage({ core, channel, user }: Seat, message: WireMessage): Message {
  const now = channel.messages.get(message.id);
  const isMine = now?.ephemeralFor === null || now?.ephemeralFor === user.id;
  if (!now || !isMine) throw new ClientRefusal("That message is no longer there.");
  if (!has(permissionsIn(core.world, channel, user.id), PermissionFlagsBits.ViewChannel)) {
    throw new ClientRefusal("You do not have access to this channel.");
  }
  return now;
}
