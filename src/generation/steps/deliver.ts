import { isMissing, type Generation } from "../generation.ts";
import type { Note } from "../ports.ts";
import { logEnd } from "./log-end.ts";
import type { StepTools } from "./step.ts";

/**
 * Puts the videos where the member sees them, then writes what became of each. A crash in between
 * runs it again: the files are on disk, and the edit lists exactly the attachments of the card.
 */
export async function deliver(
  generation: Generation,
  { records, delivery, inbox, clock, log, referenceId }: StepTools,
): Promise<Generation> {
  const note: Note = (change) => records.change(generation.id, () => change);
  const posted = await delivery.deliver(generation, note);
  if ([...posted.values()].some(({ as }) => as === "kept")) {
    await inbox.add(generation.memberId, generation.id, clock.now());
  }
  const lost = [...posted.values()].every(isMissing);
  if (lost) {
    log.error(
      { generationId: generation.id, taskUUID: generation.taskUUID },
      "no video of a finished task could be had",
    );
  }
  return records.change(generation.id, (current) => ({
    state: lost ? "failed" : "done",
    failure: lost
      ? { kind: "provider", referenceId: referenceId(), detail: lostSentence(current) }
      : null,
    videos: current.videos.map((video) => ({
      ...video,
      posted: posted.get(video.videoUUID) ?? video.posted,
    })),
    endedAt: clock.now(),
  }));
}

/** Not "could not be made": it was, and has its cost. */
function lostSentence({ videos }: Generation): string {
  const flagged = videos.filter((video) => video.flagged).length;
  if (flagged > 0) {
    return "No video of this request can be shown: the safety check found something in some, and the others could not be fetched from Runware any more.";
  }
  return videos.length > 1
    ? "The videos were made, but could not be fetched from Runware any more."
    : "The video was made, but could not be fetched from Runware any more.";
}

/** The last things of an ended generation: its card where no video did it, its archive record, its files. */
export async function wrapUp(
  generation: Generation,
  { records, delivery, spool, lateCosts, log }: StepTools,
): Promise<void> {
  // Before the card shows the reference: whoever is asked about it finds it.
  logEnd(generation, log);
  await lateCosts.expect(generation);
  // What is noted on the way, the place where the end is shown, belongs into the archive as well.
  let current = generation;
  if (generation.state !== "done") {
    await delivery.conclude(
      generation,
      async (change) => (current = await records.change(generation.id, () => change)),
    );
  }
  await records.archive(current);
  // The files of what waits in the inbox stay until their owner has them.
  const isKept = generation.videos.some(({ posted }) => posted?.as === "kept");
  if (!isKept) await spool.clear(generation.id);
}
