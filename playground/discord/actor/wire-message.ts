import type { APIMessage } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import type { Message } from "../model.ts";
import { presentMessage } from "../present/present-message.ts";

/** A message as Discord's own client gets it. */
export type WireMessage = APIMessage;

interface Shown {
  readonly edits: number;
  readonly flags: number;
  readonly at: number;
  readonly message: WireMessage;
}

// Addresses must be fresh when somebody looks; they live for a day.
const FRESH_MS = 60 * 60_000;

const shown = new WeakMap<Message, Shown>();

/**
 * The message as a member's client shows it. Kept until it changes: dozens of members wait on
 * channels of hundreds of messages, and look again at each event.
 */
export function shownMessage(core: Core, message: Message): WireMessage {
  const known = shown.get(message);
  const now = core.clock.now();
  const isSame = known?.edits === message.edits && known.flags === message.flags;
  if (known && isSame && now - known.at < FRESH_MS) return known.message;
  const fresh = presentMessage(core, message) as unknown as WireMessage;
  shown.set(message, { edits: message.edits, flags: message.flags, at: now, message: fresh });
  return fresh;
}
