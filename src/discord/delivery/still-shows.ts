import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { customId } from "../custom-id.ts";
import type { CardRests } from "../rest.ts";

export interface LookTools {
  rests: CardRests;
  clock: Clock;
  log: Log;
  /** Aborted when the bot stops. */
  signal: AbortSignal;
}

/** Longer than any progress edit is waited for, so that a late one has landed by then. */
const LATE_EDIT_MS = 8000;

/**
 * Looks a little later whether the card still shows the end of a generation: its videos, or, where
 * there are none, anything but progress, which always offers Cancel.
 * @throws {RetryableError} the bot stops meanwhile
 */
export function stillShowsEnd(generation: Generation, tools: LookTools): Promise<boolean> {
  const { id, videos } = generation;
  const names = videos.flatMap(({ posted }) => posted?.fileName ?? []);
  return stillHolds(generation, tools, (card) =>
    names.length > 0
      ? names.every((name) => card.includes(name))
      : !card.includes(customId("cancel", id)),
  );
}

async function stillHolds(
  generation: Generation,
  { rests, clock, log, signal }: LookTools,
  holds: (card: string) => boolean,
): Promise<boolean> {
  if (generation.place.kind !== "card") return true;
  await passed(LATE_EDIT_MS, clock, signal);
  try {
    // Not the attachments: an edit without files leaves them there, and out of sight.
    const { components } = (await rests.main.look(generation)) as { components?: unknown };
    return holds(JSON.stringify(components ?? []));
  } catch (error) {
    log.debug({ generationId: generation.id, error }, "the card could not be looked at");
    return true;
  }
}

/** A stop does not wait for it: that would be most of the ten seconds that a stop may take. */
function passed(timeMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      callOff();
      reject(new RetryableError("the bot stops before the card was looked at again"));
    };
    const callOff = clock.after(timeMs, () => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    });
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}
