import { PermissionFlagsBits } from "discord-api-types/v10";
import { ClientRefusal } from "../../discord/actor/client-refusal.ts";
import { seenMessage } from "../../discord/actor/seen-message.ts";
import type { Core } from "../../discord/core.ts";
import { permissionsIn, sendingFlag } from "../../discord/member-permissions.ts";
import { createMessage, deleteMessage } from "../../discord/messages.ts";
import { has } from "../../discord/permissions.ts";
import type { DeleteRequest, SayRequest } from "../../web/api.ts";
import type { CastMember } from "../world/cast.ts";
import { messageAt, seatOf } from "./seat.ts";

/** @throws {ClientRefusal} where the person may not write */
export async function say(
  core: Core,
  cast: readonly CastMember[],
  request: SayRequest,
): Promise<void> {
  const { channel, user } = seatOf(core, cast, request);
  if (!has(permissionsIn(core.world, channel, user.id), sendingFlag(channel))) {
    throw new ClientRefusal("You do not have permission to send messages in this channel.");
  }
  const body = { content: request.text };
  await createMessage(core, { channel, authorId: user.id, body, files: [] });
}

/**
 * Deletes one's own message, or as a moderator any; dismisses an ephemeral one.
 *
 * @throws {ClientRefusal} for a message of somebody else
 */
export function deleteByHand(
  core: Core,
  cast: readonly CastMember[],
  request: DeleteRequest,
): void {
  const seat = seatOf(core, cast, request);
  const { channel, user } = seat;
  const target = seenMessage(seat, messageAt(seat, request.messageId));
  const isOwn = target.authorId === user.id || target.ephemeralFor === user.id;
  const bits = permissionsIn(core.world, channel, user.id);
  if (!isOwn && !has(bits, PermissionFlagsBits.ManageMessages)) {
    throw new ClientRefusal("You cannot delete this message.");
  }
  deleteMessage(core, target);
}
