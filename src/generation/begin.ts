import type { Estimates } from "./estimates.ts";
import { RetryableError, UserError } from "./errors.ts";
import { answerWithCard, dropUnanswered } from "./first-answer.ts";
import type { Generation } from "./generation.ts";
import type { Clock, Log } from "./ports.ts";
import type { Admission, Origin } from "./ports/admission.ts";
import type { Delivery } from "./ports/delivery.ts";
import type { Records } from "./records.ts";
import type { VideoRequest } from "./request.ts";
import type { Runner } from "./runner.ts";
import type { Sources } from "./sources.ts";

/** The one answer that Discord allows to an interaction. */
export interface Answerable {
  /** The interaction's id: it becomes the generation's. */
  id: string;
  token: string;
  tokenExpiresAt: number;
}

export interface BeginTools {
  records: Records;
  runner: Runner;
  admission: Admission;
  delivery: Delivery;
  estimates: Estimates;
  clock: Clock;
  log: Log;
  newTaskUUID: () => string;
  /** How long a new record may take; Discord's three seconds are for it and the answer together. */
  writePatienceMs: number;
}

/** What is asked for, with frames attached or stored already, and what it repeats. */
export interface Beginning {
  request: VideoRequest;
  frames: Generation["frames"];
  sources: Sources | null;
  parentId: string | null;
  after: Generation["after"];
}

/**
 * Admission, record, card, and then its turn (the design's way of a request, 2 and 3). Resolves when
 * the member has the card; undefined where this interaction was answered before.
 * @throws {UserError} a refusal, before anything is spent and while nothing is answered
 */
export async function begin(
  answerable: Answerable,
  origin: Origin,
  beginning: Beginning,
  tools: BeginTools,
): Promise<Generation | undefined> {
  // Discord may send the same event again: the record of the first time stands.
  if ((await tools.records.find(answerable.id)) !== undefined) return undefined;
  const generation = await admitted(answerable, origin, beginning, tools);
  if (!(await written(generation, tools))) {
    await holdAsTheFirst(generation.id, tools);
    return undefined;
  }
  const answered = await answerOrLook(generation, tools);
  if (answered !== undefined) tools.runner.run(answered);
  return answered;
}

async function admitted(
  { id, token, tokenExpiresAt }: Answerable,
  origin: Origin,
  { request, frames, sources, parentId, after }: Beginning,
  { admission, estimates, clock, newTaskUUID }: BeginTools,
): Promise<Generation> {
  const estimate = estimates.of(request);
  const granted = await admission.admit({ id, request, origin, estimate, confirmed: false });
  return {
    id,
    taskUUID: newTaskUUID(),
    guildId: origin.guildId,
    channelId: origin.channelId,
    parentChannelId: origin.parentChannelId,
    memberId: origin.memberId,
    memberName: origin.memberName,
    uploadLimitBytes: origin.uploadLimitBytes,
    parentId,
    after,
    request,
    sources,
    frames,
    ...granted,
    card: { messageId: null, ephemeral: request.private, token, tokenExpiresAt },
    place: { kind: "card", because: null, channelId: null, messageId: null, attemptedAt: null },
    estimate: {
      costMicroUsd: estimate.costMicroUsd,
      renderMs: Math.round(estimate.renderMs),
      learned: estimate.learned,
    },
    cost: null,
    submit: { attempts: 0, since: null, maybeTakenAt: null },
    videos: [],
    failedResults: 0,
    review: null,
    madePublicAt: null,
    spoiler: false,
    deleted: null,
    cancel: null,
    failure: null,
    createdAt: clock.now(),
    renderingAt: null,
    readyAt: null,
    endedAt: null,
  };
}

/** The second of two equal events may have held money again after the first had given it back. */
async function holdAsTheFirst(id: string, { records, admission }: BeginTools): Promise<void> {
  const first = await records.find(id);
  admission.release(id);
  if (first !== undefined) admission.follow(first);
}

/**
 * Rule 1: without a record there is no generation. False where a replayed event came first. A store
 * that takes its time is as bad as one that fails: Discord gives three seconds for an answer.
 */
async function written(generation: Generation, tools: BeginTools): Promise<boolean> {
  const writing = tools.records.add(generation);
  try {
    return await within(tools.writePatienceMs, writing, tools.clock);
  } catch (error) {
    tools.log.error({ generationId: generation.id, error }, "the store takes no new record");
    // If it lands after all, it is a record of something that the member was told is not happening.
    void takeBack(generation, writing, tools);
    throw new UserError(
      "I cannot write anything down at the moment, so I take no new requests. Nothing was spent. Please try again in a few minutes.",
      { cause: error },
    );
  }
}

async function takeBack(
  generation: Generation,
  writing: Promise<boolean>,
  tools: BeginTools,
): Promise<void> {
  try {
    if (await writing) await dropUnanswered(generation, tools);
  } catch (error) {
    tools.log.debug(
      { generationId: generation.id, error },
      "the record was not written late either",
    );
    tools.admission.release(generation.id);
  }
}

/** Where Discord does not say whether the card is there, the runner goes on asking. */
async function answerOrLook(
  generation: Generation,
  tools: BeginTools,
): Promise<Generation | undefined> {
  try {
    return await answerWithCard(generation, tools);
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    tools.log.warn({ generationId: generation.id, error }, "whether a card is there shows later");
    tools.runner.run(generation);
    return undefined;
  }
}

function within<T>(timeMs: number, work: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(timeMs, () => reject(new Error(`not done within ${timeMs} ms`)));
    work.then(resolve, reject).finally(callOff);
  });
}
