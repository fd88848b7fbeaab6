import type { Generation } from "./generation.ts";
import type { Lane } from "./lanes.ts";
import type { TaskStatus } from "./ports/provider.ts";
import type { StepTools } from "./steps/step.ts";

/** What the runner holds in memory of one unfinished generation. */
export interface Live {
  generation: Generation;
  /** Of the key that pays for it. */
  readonly lane: Lane;
  /** With that lane's provider. */
  readonly tools: StepTools;
  /** A step is under way; a refresh in the meantime is looked at after it. */
  stepping: boolean;
  /** Its record was moved meanwhile: after the step it is read again. */
  again: boolean;
  /** Failed attempts in a row at the present step. */
  failures: number;
  overdue: boolean;
  /** It was under way in a process before this one. */
  resumed: boolean;
  /** Calls off what the generation waits for: a timer or the provider's news. */
  callOff: (() => void) | undefined;
  /** The newest news of the task, for results that came before a deadline passed. */
  lastStatus: TaskStatus | undefined;
  /** Since when the provider reports failures, nothing in work, and still too few results. */
  quietSince: number | undefined;
}

export const newLive = (
  generation: Generation,
  resumed: boolean,
  { lane, tools }: Pick<Live, "lane" | "tools">,
): Live => ({
  generation,
  lane,
  tools,
  stepping: false,
  again: false,
  failures: 0,
  overdue: false,
  resumed,
  callOff: undefined,
  lastStatus: undefined,
  quietSince: undefined,
});
