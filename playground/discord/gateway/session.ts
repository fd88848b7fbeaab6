import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import type { Dispatch } from "../core.ts";
import { shardOf } from "../snowflake.ts";
import { Op } from "../wire-numbers.ts";

/** One identified connection of the bot, which outlives its socket until it can be resumed. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  readonly connected: boolean;
  /** The number of the latest event. */
  readonly seq: number;
  attach(socket: WebSocket): void;
  detach(): void;
  hears(event: Dispatch): boolean;
  deliver(t: string, d: unknown): void;
  /** Sends what came after `seq`; returns how many, or undefined when that is too long ago. */
  replayAfter(seq: number): number | undefined;
}

// Discord forgets too: a session that was away for too long has to start anew.
const EVENTS_KEPT = 1_000;

export function createSession(shard: readonly [number, number], intents: number): Session {
  const kept: { s: number; text: string }[] = [];
  let socket: WebSocket | null = null;
  let seq = 0;

  function send(text: string): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(text);
  }

  return {
    id: randomBytes(16).toString("hex"),
    shard,
    intents,
    get connected() {
      return socket !== null;
    },
    get seq() {
      return seq;
    },
    attach(next) {
      socket = next;
    },
    detach() {
      socket = null;
    },
    hears(event) {
      if (event.intent !== null && (intents & event.intent) === 0) return false;
      const [id, count] = shard;
      return event.guildId === null ? id === 0 : shardOf(event.guildId, count) === id;
    },
    deliver(t, d) {
      seq += 1;
      const text = JSON.stringify({ op: Op.dispatch, t, s: seq, d });
      kept.push({ s: seq, text });
      if (kept.length > EVENTS_KEPT) kept.shift();
      send(text);
    },
    replayAfter(from) {
      if (from > seq) return undefined;
      const missed = kept.filter((event) => event.s > from);
      if (missed.length !== seq - from) return undefined;
      for (const event of missed) send(event.text);
      return missed.length;
    },
  };
}
