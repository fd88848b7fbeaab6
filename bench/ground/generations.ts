import { interactionIdIn } from "../../playground/discord/interactions/interaction-token.ts";
import type { Message } from "../../playground/discord/model.ts";
import type { LocalDiscord } from "../../playground/discord/server.ts";
import type { WireEntry } from "../../playground/discord/wire.ts";

/** Resolves when so many cards play their video, with the moment of each. */
export function watchPlaying(
  { events }: LocalDiscord,
  count: number,
): Promise<{ message: Message; at: number }[]> {
  return new Promise((resolve) => {
    const seen = new Map<string, { message: Message; at: number }>();
    const look = ({ message }: { message: Message }): void => {
      if (message.attachments.length === 0 || seen.has(message.id)) return;
      seen.set(message.id, { message, at: performance.now() });
      if (seen.size < count) return;
      events.off("message", look);
      resolve([...seen.values()]);
    };
    events.on("message", look);
  });
}

/** Counts the requests that belong to each interaction: its answer, and edits through its token. */
export function countRequests({ events }: LocalDiscord): {
  ofEach: ReadonlyMap<string, { answers: number; edits: number }>;
  /** Requests that belong to none. */
  readonly others: number;
  end(): void;
} {
  const ofEach = new Map<string, { answers: number; edits: number }>();
  let others = 0;
  const count = ({ path }: WireEntry): void => {
    const [, answered] = /^\/interactions\/(\d+)\/[^/]+\/callback$/.exec(path) ?? [];
    const [, token] = /^\/webhooks\/\d+\/([^/]+)\//.exec(path) ?? [];
    const id = answered ?? (token === undefined ? undefined : interactionIdIn(token));
    if (id === undefined) {
      others += 1;
      return;
    }
    const counted = ofEach.get(id) ?? { answers: 0, edits: 0 };
    counted[answered === undefined ? "edits" : "answers"] += 1;
    ofEach.set(id, counted);
  };
  events.on("request", count);
  return {
    ofEach,
    get others() {
      return others;
    },
    end: () => void events.off("request", count),
  };
}
