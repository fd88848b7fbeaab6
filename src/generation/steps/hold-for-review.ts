import { TerminalError } from "../errors.ts";
import type { Generation, Video } from "../generation.ts";
import type { Note } from "../ports/delivery.ts";
import { isPending, KEPT_FOR_MS, wayOn } from "../review.ts";
import { showMarked } from "./deliver.ts";
import type { StepResult, StepTools } from "./step.ts";

/**
 * What is waited for may take months, so all that it needs is put in place first: the cost in the
 * books, the files on disk, the question before the moderators, the card saying so. Then the record
 * leaves the unfinished. Every part may run twice.
 */
export async function holdForReview(generation: Generation, tools: StepTools): Promise<StepResult> {
  const { records, admission, delivery, reviewPost, waiting, clock, log } = tools;
  const { id } = generation;
  await admission.book(generation);
  // The rules were looser when it was ordered: what the provider put into the archive goes.
  await tools.archive.settle(generation);
  const lost = await fetchPending(generation, tools);
  if (lost.size > 0) return { go: await giveUpOn(lost, generation, tools) };

  let current = generation;
  const note: Note = async (change) => (current = await records.change(id, () => change));
  await delivery.conclude(current, note);
  const place = reviewPost.placeOf(generation.guildId);
  const isAsked = await reviewPost.ask(current, note);
  if (isAsked !== (current.review?.keptUntil === null)) {
    current = await records.change(id, ({ review }) => ({
      review: review && { ...review, keptUntil: isAsked ? null : clock.now() + KEPT_FOR_MS },
    }));
    // Whether somebody was asked is on the card.
    await delivery.conclude(current, note);
  }
  const parked = await records.park(id);
  if (parked.state !== "reviewing") return { go: parked };
  const placeNow = reviewPost.placeOf(generation.guildId);
  if (placeNow !== null && placeNow !== place) {
    // Chosen while this was not yet among what waits, so nobody has brought it up there.
    return { go: (await records.unpark(id)) ?? parked };
  }
  waiting.add(parked);
  await showMarked(generation, parked, tools);
  log.info({ generationId: id, isAsked }, "a result waits for a moderator");
  return { waitFor: "nothing", generation: parked };
}

/** The provider keeps results for a while only. Resolves with what it does not have any more. */
async function fetchPending(
  { id, videos }: Generation,
  { spool, log }: StepTools,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  const fetchOne = async (video: Video): Promise<void> => {
    try {
      await spool.fetch(id, video);
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error;
      log.error({ generationId: id, error }, "a video that is to be reviewed could not be had");
      lost.add(video.videoUUID);
    }
  };
  await Promise.all(videos.filter(isPending).map(fetchOne));
  return lost;
}

/** Nobody can decide on what is not there. */
function giveUpOn(
  lost: ReadonlySet<string>,
  { id }: Generation,
  { records, clock, referenceId }: StepTools,
): Promise<Generation> {
  return records.change(id, (current) => {
    const videos = current.videos.map((video): Video =>
      lost.has(video.videoUUID)
        ? { ...video, review: null, posted: { as: "lost", fileName: null } }
        : video,
    );
    const at = { now: clock.now(), referenceId: referenceId() };
    return { videos, ...wayOn({ ...current, videos }, at) };
  });
}
