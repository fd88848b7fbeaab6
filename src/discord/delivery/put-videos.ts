import { RetryableError } from "../../generation/errors.ts";
import type { Generation, Video } from "../../generation/generation.ts";
import type { Log } from "../../generation/ports.ts";
import type { Note } from "../../generation/ports/delivery.ts";
import type { Spool } from "../../generation/ports/files.ts";
import { isShown } from "../../generation/review.ts";
import { renderCard, SETTLED } from "../card/render-card.ts";
import { discordFault, type DiscordFault } from "../errors.ts";
import type { CardMessage } from "../rest.ts";
import type { FactsOf } from "./facts-of.ts";
import { fitFiles, rungLimits, type Limit, type Rung } from "./fit-files.ts";
import { newPlace, nextPlace } from "./next-place.ts";
import { putMessage, type ReachTools } from "./reach.ts";

export interface PutTools extends ReachTools {
  spool: Spool;
  /** What a card with videos shows beside its record. */
  factsOf: FactsOf;
  log: Log;
  /** Aborted when the bot stops. */
  signal: AbortSignal;
}

/** A cut upload is tried this often at one size before the next smaller one (never down to a link). */
const CUTS_PER_RUNG = 2;

/** How often the upload of a generation was cut, by its id. A restart begins anew. */
export type Cuts = Map<string, number>;

/** The sizes that are still to be tried at this place, largest first. */
function rungsLeft(generation: Generation, cuts: Cuts): Limit[] {
  if (generation.place.kind === "inbox") return ["inbox"];
  const limits = rungLimits(generation);
  const given = Math.floor((cuts.get(generation.id) ?? 0) / CUTS_PER_RUNG);
  return limits.slice(Math.min(given, limits.length - 2));
}

/**
 * Has every file on disk in the size that is tried first.
 * @throws {RetryableError} not this time
 */
export async function readyFiles(
  generation: Generation,
  { spool }: Pick<PutTools, "spool">,
  cuts: Cuts,
): Promise<void> {
  const [first = "links"] = rungsLeft(generation, cuts);
  await fitFiles(generation, spool, first);
}

/**
 * Puts the videos into the first place that takes them: the card, a new message, a direct message,
 * the inbox. Each move is written down before it is made.
 * @throws {RetryableError} no place said yes or no
 */
export async function putVideos(
  generation: Generation,
  note: Note,
  tools: PutTools,
  cuts: Cuts,
): Promise<Rung["shown"]> {
  let current = generation;
  const keep: Note = async (change) => (current = await note(change));
  for (;;) {
    if (current.place.kind === "inbox") {
      cuts.delete(current.id);
      const kept = await fitFiles(current, tools.spool, "inbox");
      return kept.shown;
    }
    const outcome = await climb(current, keep, tools, cuts);
    if ("shown" in outcome) {
      cuts.delete(current.id);
      return outcome.shown;
    }
    const next = nextPlace(current, outcome.fault);
    if (next === "later") {
      cuts.set(current.id, (cuts.get(current.id) ?? 0) + 1);
      throw new RetryableError(`the videos could not be posted: ${outcome.fault}`, {
        cause: outcome.error,
      });
    }
    tools.log.warn(
      {
        generationId: current.id,
        from: current.place.kind,
        to: next.kind,
        fault: outcome.fault,
        error: outcome.error,
      },
      "the videos go to the next place",
    );
    // The message may be gone because a moderator deleted it here: then nothing is posted anywhere.
    if ((await keep({ place: newPlace(next) })).deleted !== null) {
      cuts.delete(current.id);
      return [];
    }
  }
}

type Outcome = { shown: Rung["shown"] } | { fault: DiscordFault; error: unknown };

/** One size after another until Discord takes the message, at one place. */
async function climb(
  generation: Generation,
  note: Note,
  tools: PutTools,
  cuts: Cuts,
): Promise<Outcome> {
  const facts = await tools.factsOf(generation);
  return tryRungs(generation, rungsLeft(generation, cuts), tools, async (rung) => {
    // With no video to show the generation fails, and its last edit says why.
    if (!rung.shown.some(isShown)) return;
    const message: CardMessage = {
      components: renderCard(generation, SETTLED, tools.clock.now(), rung.shown, facts),
      files: rung.files,
    };
    await putMessage(generation, message, note, tools);
  });
}

/** Sends the videos at the first size that Discord does not find too large. */
export async function tryRungs(
  generation: Generation,
  limits: readonly Limit[],
  { spool, log }: Pick<PutTools, "spool" | "log">,
  send: (rung: Rung) => Promise<void>,
  isMeant?: (video: Video) => boolean,
): Promise<Outcome> {
  let outcome: Outcome = { fault: "noAnswer", error: undefined };
  for (const limit of limits) {
    const rung = await fitFiles(generation, spool, limit, isMeant);
    try {
      await send(rung);
      return { shown: rung.shown };
    } catch (error) {
      outcome = { fault: discordFault(error), error };
      if (outcome.fault !== "tooLarge") return outcome;
      log.info(
        { generationId: generation.id, limit },
        "Discord found the upload too large; trying the next size",
      );
    }
  }
  return outcome;
}
