import type { Estimates } from "./estimates.ts";
import { RetryableError, UserError } from "./errors.ts";
import { answerWithCard, dropUnanswered } from "./first-answer.ts";
import { isEnd, type Generation } from "./generation.ts";
import { frameProblem, type ImageFacts } from "./frame-rules.ts";
import type { Admission, Clock, Delivery, Log, Origin } from "./ports.ts";
import type { Records } from "./records.ts";
import {
  toRequest,
  type FramePosition,
  type FrameSource,
  type ModelCard,
  type VideoOptions,
  type VideoRequest,
} from "./request.ts";
import { createRepeats } from "./repeats.ts";
import type { Runner } from "./runner.ts";

/** The one answer that Discord allows to an interaction. */
export interface Answerable {
  /** The interaction's id: it becomes the generation's. */
  id: string;
  token: string;
  tokenExpiresAt: number;
}

/** A frame as the member attached it: where it is and what Discord says of it. */
export interface AttachedFrame {
  position: FramePosition;
  source: FrameSource;
  facts: ImageFacts;
}

export interface Service {
  /**
   * The only door to a generation from a typed command: admission, record, card, and then its turn.
   * Resolves when the member has the card; undefined where this interaction was answered before.
   * @throws {UserError} a refusal, before anything is spent and while nothing is answered
   */
  start(
    answerable: Answerable,
    origin: Origin,
    asked: { options: VideoOptions; frames: readonly AttachedFrame[] },
  ): Promise<Generation | undefined>;
  /** The same request once more, frames and all, as a new generation. Throws as `start` does. */
  repeat(answerable: Answerable, origin: Origin, of: Generation): Promise<Generation | undefined>;
  /**
   * Ends a queued generation at once; marks one that the provider has, so that its result is
   * discarded when it comes.
   * @throws {UserError} where there is nothing left to cancel
   */
  cancel(id: string, memberId: string): Promise<Generation>;
  find(id: string): Promise<Generation | undefined>;
  /**
   * A press on a card brought a new token that reaches it for 15 minutes more. Does nothing for a
   * generation that has ended.
   */
  renewToken(id: string, messageId: string, token: string, tokenExpiresAt: number): Promise<void>;
}

export interface ServiceTools {
  records: Records;
  runner: Runner;
  admission: Admission;
  delivery: Delivery;
  estimates: Estimates;
  card: ModelCard;
  clock: Clock;
  log: Log;
  newTaskUUID: () => string;
  settings: {
    quality: number;
    /** How long a new record may take; Discord's three seconds are for it and the answer together. */
    writePatienceMs: number;
  };
}

export function createService(tools: ServiceTools): Service {
  const { records, runner, admission, estimates, card, clock, log } = tools;

  const repeats = createRepeats(records);

  async function begin(
    answerable: Answerable,
    origin: Origin,
    request: VideoRequest,
    frames: Generation["frames"],
    parentId: string | null,
  ): Promise<Generation | undefined> {
    // Discord may send the same event again: the record of the first time stands.
    if ((await records.find(answerable.id)) !== undefined) return undefined;
    const estimate = estimates.of(request);
    const asked = { id: answerable.id, request, origin, estimate, confirmed: false };
    const admitted = await admission.admit(asked);
    const generation: Generation = {
      id: answerable.id,
      taskUUID: tools.newTaskUUID(),
      state: admitted.state,
      guildId: origin.guildId,
      channelId: origin.channelId,
      parentChannelId: origin.parentChannelId,
      memberId: origin.memberId,
      memberName: origin.memberName,
      uploadLimitBytes: origin.uploadLimitBytes,
      parentId,
      request,
      safety: admitted.safety,
      frames,
      card: {
        messageId: null,
        ephemeral: request.private,
        token: answerable.token,
        tokenExpiresAt: answerable.tokenExpiresAt,
      },
      place: { kind: "card", because: null, channelId: null, messageId: null, attemptedAt: null },
      estimate: {
        costMicroUsd: estimate.costMicroUsd,
        renderMs: Math.round(estimate.renderMs),
        learned: estimate.learned,
      },
      keyId: admitted.keyId,
      day: admitted.day,
      reservedMicroUsd: admitted.reservedMicroUsd,
      cost: null,
      submit: { attempts: 0, since: null, maybeTakenAt: null },
      videos: [],
      failedResults: 0,
      review: null,
      spoiler: false,
      deleted: null,
      cancel: null,
      failure: null,
      createdAt: clock.now(),
      renderingAt: null,
      readyAt: null,
      endedAt: null,
    };
    if (!(await written(generation))) return undefined;
    const answered = await answerOrLook(generation);
    if (answered !== undefined) runner.run(answered);
    return answered;
  }

  /**
   * Rule 1: without a record there is no generation. False where a replayed event came first. A store
   * that takes its time is as bad as one that fails: Discord gives three seconds for an answer.
   */
  async function written(generation: Generation): Promise<boolean> {
    const writing = records.add(generation);
    try {
      return await within(tools.settings.writePatienceMs, writing);
    } catch (error) {
      log.error({ generationId: generation.id, error }, "the store takes no new record");
      // If it lands after all, it is a record of something that the member was told is not happening.
      void takeBack(generation, writing);
      throw new UserError(
        "I cannot write anything down at the moment, so I take no new requests. Nothing was spent. Please try again in a few minutes.",
        { cause: error },
      );
    }
  }

  /** Where Discord does not say whether the card is there, the runner goes on asking. */
  async function answerOrLook(generation: Generation): Promise<Generation | undefined> {
    try {
      return await answerWithCard(generation, tools);
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      log.warn({ generationId: generation.id, error }, "whether a card is there shows later");
      runner.run(generation);
      return undefined;
    }
  }

  async function takeBack(generation: Generation, writing: Promise<boolean>): Promise<void> {
    try {
      if (await writing) await dropUnanswered(generation, tools);
    } catch (error) {
      log.debug({ generationId: generation.id, error }, "the record was not written late either");
    }
  }

  function within<T>(timeMs: number, work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const callOff = clock.after(timeMs, () => reject(new Error(`not done within ${timeMs} ms`)));
      work.then(resolve, reject).finally(callOff);
    });
  }

  return {
    start(answerable, origin, { options, frames }) {
      for (const { facts } of frames) {
        const problem = frameProblem(facts, card.frame);
        if (problem !== null) throw new UserError(problem);
      }
      const positions = frames.map(({ position }) => position);
      const request = toRequest(options, positions, card, tools.settings);
      const sources = frames.map(({ position, source }) => ({ position, source, stored: null }));
      return begin(answerable, origin, request, sources, null);
    },

    repeat(answerable, origin, of) {
      return repeats.once(of.id, answerable.id, () =>
        begin(answerable, origin, of.request, of.frames, of.id),
      );
    },

    async cancel(id, memberId) {
      const found = await records.find(id);
      if (found === undefined || !isCancellable(found)) throw nothingLeft();
      const cancelled = await records
        .change(id, (current) => {
          if (current.cancel !== null || !isCancellable(current)) return undefined;
          const cancel = { by: memberId, at: clock.now() };
          return current.state === "queued"
            ? { cancel, state: "cancelled", reservedMicroUsd: 0, endedAt: clock.now() }
            : { cancel };
        })
        .catch(async (error: unknown) => {
          // It may have ended and left the unfinished between the two.
          const now = await records.find(id);
          throw now !== undefined && isEnd(now.state) ? nothingLeft() : error;
        });
      if (cancelled.cancel === null) throw nothingLeft();
      runner.refresh(cancelled);
      return cancelled;
    },

    find: (id) => records.find(id),

    async renewToken(id, messageId, token, tokenExpiresAt) {
      const found = await records.find(id);
      if (found === undefined || isEnd(found.state) || found.card.messageId !== messageId) return;
      runner.refresh(
        await records.change(id, ({ card: old }) => ({ card: { ...old, token, tokenExpiresAt } })),
      );
    },
  };
}

const isCancellable = ({ state }: Generation): boolean => !isEnd(state) && state !== "delivering";

const nothingLeft = (): UserError =>
  new UserError("There is nothing left to cancel: this request has already ended.");
