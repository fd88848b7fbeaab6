import { MessageFlags } from "discord-api-types/v10";
import type { FormErrorTree } from "../form-errors.ts";
import type { MessageBody, MessageContext } from "./message-body.ts";

const OLD_FIELDS = ["content", "embeds", "poll", "sticker_ids"] as const;

/** True when the message will be a Components V2 message once this body is taken. */
export function isComponentsV2(body: MessageBody): boolean {
  return ((body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
}

/** Which flags may stand on this message, and which fields beside them. */
export function checkFlags(body: MessageBody, context: MessageContext, found: FormErrorTree): void {
  const flags = body.flags ?? 0;
  const via = context.via ?? "channel";
  if (via === "channel" && !context.existing && (flags & MessageFlags.Ephemeral) !== 0) {
    found.add(["flags"], "MESSAGE_INVALID_FLAGS", "Only interaction responses can be ephemeral");
  }
  if (isComponentsV2(body)) checkOldFields(body, context, found);
  else if (removesComponentsV2(body, context)) {
    found.add(
      ["flags"],
      "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG",
      "MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message",
    );
  }
}

/**
 * Discord drops every flag but EPHEMERAL from a deferral without a word; here it is refused,
 * because the bot that sends one is about to be surprised.
 */
export function checkDeferral(body: MessageBody, found: FormErrorTree): void {
  if (((body.flags ?? 0) & ~MessageFlags.Ephemeral) === 0) return;
  found.add(["flags"], "MESSAGE_INVALID_FLAGS", "A deferred response takes no flag but EPHEMERAL");
}

/** An edit that turns an old message into a Components V2 one has to empty its old fields. */
function checkOldFields(body: MessageBody, { existing }: MessageContext, found: FormErrorTree) {
  const before = { poll: undefined, sticker_ids: undefined, ...existing };
  for (const field of OLD_FIELDS) {
    if (isEmpty(body[field] === undefined ? before[field] : body[field])) continue;
    found.add(
      [field],
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}

/**
 * An edit that writes flags without the bit takes it away, and so does one that brings content or
 * components and no flags: Discord reads those as a message of the old kind.
 */
function removesComponentsV2(body: MessageBody, { existing }: MessageContext): boolean {
  if (((existing?.flags ?? 0) & MessageFlags.IsComponentsV2) === 0) return false;
  const brings = [...OLD_FIELDS, "components" as const].some((field) => !isEmpty(body[field]));
  return typeof body.flags === "number" || brings;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}
