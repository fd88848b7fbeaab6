import { begin, type Answerable, type Beginning, type BeginTools } from "./begin.ts";
import { cancel } from "./cancel.ts";
import { createConfirm } from "./confirm.ts";
import { UserError } from "./errors.ts";
import { frameProblem, type ImageFacts } from "./frame-rules.ts";
import { isEnd, type Generation } from "./generation.ts";
import type { Origin } from "./ports/admission.ts";
import { createRepeats } from "./repeats.ts";
import {
  toRequest,
  type FramePosition,
  type FrameSource,
  type ModelCard,
  type VideoOptions,
} from "./request.ts";
import { allFrom, type Sources } from "./sources.ts";

export type { Answerable } from "./begin.ts";

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
    asked: {
      options: VideoOptions;
      frames: readonly AttachedFrame[];
      /** Where the options came from; all of them were typed unless told. */
      sources?: Sources;
    },
  ): Promise<Generation | undefined>;
  /** The same request once more, frames and all, as a new generation. Throws as `start` does. */
  repeat(answerable: Answerable, origin: Origin, of: Generation): Promise<Generation | undefined>;
  /**
   * A new generation after another one's request, with a seed of its own and whatever `change` says;
   * its frames are kept unless others are given. `after` leads back to that one. Throws as `start`
   * does.
   */
  again(
    answerable: Answerable,
    origin: Origin,
    of: Generation,
    after: NonNullable<Generation["after"]>,
    change?: Partial<VideoOptions>,
    frames?: readonly Pick<AttachedFrame, "position" | "source">[],
  ): Promise<Generation | undefined>;
  /**
   * The member has seen the price and says yes, before it goes away after ten minutes.
   * @throws {UserError} it no longer waits, it is somebody else's, or admission refuses
   */
  confirm(
    id: string,
    origin: Origin,
    press: Pick<Answerable, "token" | "tokenExpiresAt">,
  ): Promise<Generation>;
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

export interface ServiceTools extends BeginTools {
  card: ModelCard;
  /** Of the files, where a request names none. */
  quality: number;
}

export function createService(tools: ServiceTools): Service {
  const { records, runner, clock, card, quality } = tools;
  const repeats = createRepeats(records);

  return {
    start(answerable, origin, { options, frames, sources = allFrom(options, "typed") }) {
      for (const { facts } of frames) {
        const problem = frameProblem(facts, card.frame);
        if (problem !== null) throw new UserError(problem);
      }
      const positions = frames.map(({ position }) => position);
      const beginning: Beginning = {
        request: toRequest(options, positions, card, { quality }),
        frames: frames.map(({ position, source }) => ({ position, source, stored: null })),
        sources,
        parentId: null,
        after: null,
      };
      return begin(answerable, origin, beginning, tools);
    },

    repeat(answerable, origin, { id, request, frames, sources }) {
      return repeats.once(id, answerable.id, () =>
        begin(answerable, origin, { request, frames, sources, parentId: id, after: null }, tools),
      );
    },

    again(answerable, origin, { id, request, frames: before }, after, change = {}, given) {
      const frames = given?.map((frame) => ({ ...frame, stored: null })) ?? before;
      const positions = frames.map(({ position }) => position);
      // Where a frame decides the shape, nothing else may.
      const aspect = frames.length > 0 ? undefined : request.aspect;
      const options = { ...request, aspect, seed: undefined, ...change };
      const beginning: Beginning = {
        request: toRequest(options, positions, card, { quality }),
        frames,
        // The one before knows; of another member's defaults nothing holds here.
        sources: null,
        parentId: id,
        after,
      };
      return begin(answerable, origin, beginning, tools);
    },

    confirm: createConfirm(tools),
    cancel: (id, memberId) => cancel(id, memberId, { records, runner, clock }),
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
