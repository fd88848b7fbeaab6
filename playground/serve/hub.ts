import type { MessageEvent } from "../discord/events.ts";
import type { LocalDiscord } from "../discord/server.ts";
import type { PlaygroundEvent } from "../web/api.ts";
import { messageView } from "./views/message-view.ts";
import { seesChannel, seesMessage } from "./views/sight.ts";

/** An open page, and who sits before it. */
export interface Viewer {
  readonly as: string;
  /** The page's own, for addresses. */
  readonly origin: string;
  readonly hear: (event: PlaygroundEvent) => void;
}

/** Tells every open page what its person may know, in the order in which it happens. */
export interface Hub {
  /** Returns a way out. */
  join(viewer: Viewer): () => void;
  /** For everybody. */
  tell(event: PlaygroundEvent): void;
}

export function createHub({ core, events, world }: LocalDiscord): Hub {
  const viewers = new Set<Viewer>();

  function tell(event: PlaygroundEvent): void {
    for (const { hear } of viewers) hear(event);
  }

  function tellMessage({ kind, message }: MessageEvent): void {
    const { channelId, id: messageId } = message;
    const channel = world.channels.get(channelId);
    for (const { as, origin, hear } of viewers) {
      if (kind === "delete") {
        const wasMine = message.ephemeralFor === null || message.ephemeralFor === as;
        if (wasMine && channel && seesChannel(world, channel, as)) {
          hear({ type: "messageGone", channelId, messageId });
        }
      } else if (seesMessage(world, message, as)) {
        hear({ type: "message", message: messageView(core, message, origin) });
      }
    }
  }

  events.on("message", tellMessage);
  for (const name of ["guild", "channel", "commands"] as const) {
    events.on(name, () => tell({ type: "world" }));
  }

  return {
    join(viewer) {
      viewers.add(viewer);
      viewer.hear({ type: "hello" });
      return () => void viewers.delete(viewer);
    },
    tell,
  };
}
