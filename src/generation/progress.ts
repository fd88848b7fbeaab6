import type { Generation } from "./generation.ts";
import type { Live } from "./live.ts";
import type { Lane } from "./lanes.ts";
import type { Clock } from "./ports.ts";
import type { Progress } from "./ports/delivery.ts";

/** How a generation stands beyond its record; `entry` is missing where nobody drives it (yet). */
export function progressOf(
  { id, state, renderingAt, estimate }: Generation,
  entry: Live | undefined,
  { turns, provider }: Lane,
  clock: Clock,
): Progress {
  const isBusy = provider.busyUntil() !== null;
  return {
    place: state === "queued" && entry !== undefined ? turns.place(id) : null,
    readyAt: state === "rendering" && renderingAt !== null ? renderingAt + estimate.renderMs : null,
    overdue: entry?.overdue ?? false,
    resumed: entry?.resumed ?? false,
    providerBusy: isBusy || (state !== "rendering" && turns.pausedUntil > clock.now()),
  };
}
