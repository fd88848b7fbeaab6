import { RetryableError } from "../errors.ts";
import type { Generation, Video } from "../generation.ts";
import type { Note, Posted } from "../ports/delivery.ts";
import { wayOn } from "../review.ts";
import { logEnd } from "./log-end.ts";
import type { StepTools } from "./step.ts";

/**
 * Puts the videos where the member sees them, then writes what became of each. A crash in between
 * runs it again: the files are on disk, and the edit lists exactly the attachments of the card.
 */
export async function deliver(generation: Generation, tools: StepTools): Promise<Generation> {
  const { records, delivery, clock, log, referenceId } = tools;
  const { id, taskUUID } = generation;
  const note: Note = (change) => records.change(id, () => change);
  const posted =
    generation.deleted === null
      ? await delivery.deliver(generation, note)
      : new Map<string, Posted>();
  await keepInInbox(generation, posted, tools);
  const delivered = await records.change(id, (current) => {
    const videos = withPosted(current, posted);
    const at = { now: clock.now(), referenceId: referenceId() };
    return { videos, ...wayOn({ ...current, videos }, at) };
  });
  if (delivered.state === "failed") {
    log.error({ generationId: id, taskUUID }, "no video of a finished task could be had");
  }
  await showMarked(generation, delivered, tools);
  return delivered;
}

async function keepInInbox(
  { id, memberId, madePublicAt }: Generation,
  posted: ReadonlyMap<string, Posted>,
  { inbox, clock }: StepTools,
): Promise<void> {
  const isKept = [...posted.values()].some(({ as }) => as === "kept");
  if (isKept) await inbox.add(memberId, id, clock.now());
  // It may have waited there until its member made it public.
  else if (madePublicAt !== null && posted.size > 0) await inbox.remove(memberId, id);
}

const withPosted = ({ videos }: Generation, posted: ReadonlyMap<string, Posted>): Video[] =>
  videos.map((video) => ({ ...video, posted: posted.get(video.videoUUID) ?? video.posted }));

/** The last things of an ended generation: its card where no video did it, its archive record, its files. */
export async function wrapUp(generation: Generation, tools: StepTools): Promise<void> {
  const { records, delivery, admission, reviewPost, gallery, archive, spool, lateCosts } = tools;
  // Before the card shows the reference: whoever is asked about it finds it.
  logEnd(generation, tools.log);
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
  // While the files are there: a late edit may have wiped away what was posted.
  if (current.state === "done" && current.deleted === null) {
    const posted = await delivery.settle(current, note);
    await keepInInbox(current, posted, tools);
    if (posted.size > 0) await note({ videos: withPosted(current, posted) });
  }
  if (current.review !== null) await reviewPost.settle(current);
  // The document of its day first: what is in the archive is never looked at for money again.
  await admission.book(current);
  // What is archived is never looked at for the gallery again either.
  if (current.state === "done") await gallery.finished(current);
  await archive.settle(current);
  const archived = await records.archive(current);
  await showMarked(generation, archived, tools);
  await showEndAgain(archived, tools);
  // The files of what waits in the inbox stay until their owner has them, of others until copied.
  const isKept =
    archive.isBusy(generation) || archived.videos.some(({ posted }) => posted?.as === "kept");
  if (!isKept || generation.deleted !== null) await spool.clear(generation.id);
}

/** Words are not worth a second message: only after the archive, so that no crash repeats them. */
async function showEndAgain(
  archived: Generation,
  { delivery, log }: Pick<StepTools, "delivery" | "log">,
): Promise<void> {
  if (archived.state === "done" || archived.deleted !== null) return;
  try {
    await delivery.settle(archived, async (change) => ({ ...archived, ...change }));
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    log.info({ generationId: archived.id, error }, "whether an end is still shown is not known");
  }
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
