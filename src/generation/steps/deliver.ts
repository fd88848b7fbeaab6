import { RetryableError } from "../errors.ts";
import type { Generation } from "../generation.ts";
import type { Note, Posted } from "../ports.ts";
import { wayOn } from "../review.ts";
import { logEnd } from "./log-end.ts";
import type { StepTools } from "./step.ts";

/**
 * Puts the videos where the member sees them, then writes what became of each. A crash in between
 * runs it again: the files are on disk, and the edit lists exactly the attachments of the card.
 */
export async function deliver(generation: Generation, tools: StepTools): Promise<Generation> {
  const { records, delivery, inbox, clock, log, referenceId } = tools;
  const { id, taskUUID, memberId } = generation;
  const note: Note = (change) => records.change(id, () => change);
  const posted =
    generation.deleted === null
      ? await delivery.deliver(generation, note)
      : new Map<string, Posted>();
  if ([...posted.values()].some(({ as }) => as === "kept")) {
    await inbox.add(memberId, id, clock.now());
  }
  const delivered = await records.change(id, (current) => {
    const videos = current.videos.map((video) => ({
      ...video,
      posted: posted.get(video.videoUUID) ?? video.posted,
    }));
    const at = { now: clock.now(), referenceId: referenceId() };
    return { videos, ...wayOn({ ...current, videos }, at) };
  });
  if (delivered.state === "failed") {
    log.error({ generationId: id, taskUUID }, "no video of a finished task could be had");
  }
  await showMarked(generation, delivered, tools);
  return delivered;
}

/** The last things of an ended generation: its card where no video did it, its archive record, its files. */
export async function wrapUp(generation: Generation, tools: StepTools): Promise<void> {
  const { records, delivery, admission, reviewPost, gallery, spool, lateCosts, log } = tools;
  // Before the card shows the reference: whoever is asked about it finds it.
  logEnd(generation, log);
  await lateCosts.expect(generation);
  // What is noted on the way, the place where the end is shown, belongs into the archive as well.
  let current = generation;
  const note: Note = async (change) =>
    (current = await records.change(generation.id, () => change));
  if (generation.deleted !== null) await delivery.remove(generation);
  // The videos of one that is done came with their last edit, unless it waited for a moderator since.
  else if (generation.state !== "done" || generation.review !== null) {
    await delivery.conclude(generation, note);
  }
  if (current.review !== null) await reviewPost.settle(current);
  // The document of its day first: what is in the archive is never looked at for money again.
  await admission.book(current);
  // What is archived is never looked at for the gallery again either.
  if (current.state === "done") await gallery.finished(current);
  const archived = await records.archive(current);
  await showMarked(generation, archived, tools);
  // The files of what waits in the inbox stay until their owner has them.
  const isKept = generation.videos.some(({ posted }) => posted?.as === "kept");
  if (!isKept || generation.deleted !== null) await spool.clear(generation.id);
}

/** A moderator put it behind a click while its message was written the other way. */
export async function showMarked(
  shown: Generation,
  now: Generation,
  { delivery, log }: Pick<StepTools, "delivery" | "log">,
): Promise<void> {
  if (shown.spoiler === now.spoiler || now.deleted !== null) return;
  try {
    await delivery.redraw(now);
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    log.warn({ generationId: now.id, error }, "a spoiler is not shown; it can be pressed again");
  }
}
