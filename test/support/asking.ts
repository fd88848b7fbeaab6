import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import { buttonsOf, textOf } from "./cards.ts";
import type { Stage } from "./stage.ts";

/** A request that a member typed, and how it is followed from outside. */
export interface Asked {
  readonly id: string;
  readonly use: Use;
  /** The message the bot answered with, as the member sees it now. */
  card(): WireMessage;
  /** Waits until the card's text matches. */
  shows(pattern: RegExp): Promise<WireMessage>;
  /** Waits until the generation has ended, with videos or without; 25 s of real time unless told. */
  over(timeoutMs?: number): Promise<WireMessage>;
  /** The task, once Runware has accepted it. */
  task(): Promise<RunwareTask>;
  /** Waits until the card shows the video being made: the acknowledgement was read and written. */
  rendering(): Promise<RunwareTask>;
}

export interface AskOptions {
  by?: Actor;
  in?: ChannelHandle;
}

let prompts = 0;

/**
 * Types `/video` and waits for the card. The prompt is unique unless given, so that the task can be
 * told from others; the video is the smallest there is.
 * @throws {Error} the bot answered with a refusal
 */
export async function ask(
  stage: Stage,
  given: Readonly<Record<string, unknown>> = {},
  { by = stage.member, in: channel = stage.channel }: AskOptions = {},
): Promise<Asked> {
  prompts += 1;
  const options = { prompt: `paper boat ${prompts}`, resolution: "360p", ...given };
  const use = await by.in(channel).slash("video", options);
  await use.response();
  const asked = follow(stage, use, options.prompt, { by, in: channel });
  const { content } = asked.card();
  if (content !== "") throw new Error(`the bot refused: ${content}`);
  return asked;
}

/** Follows the request behind an interaction that was answered with a card. */
export function follow(
  stage: Stage,
  use: Use,
  prompt: string,
  { by = stage.member, in: channel = stage.channel }: AskOptions = {},
): Asked {
  const place = by.in(channel);
  const find = (): WireMessage | undefined =>
    place.messages().find(({ id }) => id === use.interaction.originalMessageId);
  const waitFor = (
    holds: (card: WireMessage) => boolean,
    what: string,
    timeoutMs = 25_000,
  ): Promise<WireMessage> =>
    place.waitFor(
      () => {
        const card = find();
        return card !== undefined && holds(card) && card;
      },
      { timeoutMs, what },
    );
  const task = (): Promise<RunwareTask> =>
    stage.runware.waitForTask(({ job }) => job.prompt === prompt);
  return {
    id: use.interactionId,
    use,
    card() {
      const card = find();
      if (card === undefined) throw new Error("there is no card");
      return card;
    },
    shows: (pattern) => waitFor((card) => pattern.test(textOf(card)), `a card with ${pattern}`),
    over: (timeoutMs) => waitFor(isOver, "the end of a generation", timeoutMs),
    task,
    async rendering() {
      const accepted = await task();
      await waitFor((card) => /Rendering/.test(textOf(card)), "a rendering card");
      return accepted;
    },
  };
}

function isOver(card: WireMessage): boolean {
  return !buttonsOf(card).includes("Cancel") && !/on its way|will be discarded/.test(textOf(card));
}
