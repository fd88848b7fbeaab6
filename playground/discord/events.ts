import { EventEmitter } from "node:events";
import type { Channel, Guild, Interaction, InteractionResponse, Message } from "./model.ts";
import type { WireEntry } from "./wire.ts";

export interface MessageEvent {
  readonly kind: "create" | "update" | "delete";
  readonly message: Message;
  /** Set when only this user sees the message. */
  readonly ephemeralFor: string | null;
}

/** What a test, the demo or the web page may listen to. */
export interface DiscordEvents {
  message: [MessageEvent];
  interaction: [Interaction];
  interactionResponse: [{ interaction: Interaction; response: InteractionResponse }];
  /** The 3 s went by without an answer. */
  interactionLapsed: [Interaction];
  /** The bot identified and was told READY. */
  ready: [{ sessionId: string; shard: readonly [number, number] }];
  resumed: [{ sessionId: string; replayed: number }];
  gatewayClosed: [{ sessionId: string | null; code: number }];
  commands: [{ guildId: string | null }];
  guild: [Guild];
  /** A channel or thread that came, changed or went. */
  channel: [Channel];
  /** A request is here as a whole and has not been looked at yet. */
  received: [WireEntry];
  /** With what was answered; undefined where the line was cut before. */
  request: [entry: WireEntry, answered: unknown];
}

export type DiscordEmitter = EventEmitter<DiscordEvents>;

export function createEvents(): DiscordEmitter {
  const events: DiscordEmitter = new EventEmitter<DiscordEvents>();
  // Every waiting actor listens; a test may well have dozens.
  events.setMaxListeners(0);
  return events;
}
