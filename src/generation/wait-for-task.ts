import type { Live } from "./live.ts";
import type { TaskStatus } from "./ports/provider.ts";
import { isComplete, isQuiet } from "./settle.ts";
import { finish, giveUp } from "./steps/finish.ts";
import type { StepResult, StepTools } from "./steps/step.ts";
import { OVERDUE_FOR_MS } from "./steps/submit.ts";

/** After a stop that outlasted the hour, a late task is still asked for this long. */
const LAST_CHANCE_MS = 10 * 60_000;
/** A task that is late is asked for once a minute. */
const OVERDUE_POLL_MS = 60_000;
/** How long "failures, and nothing in work" must hold before the missing results count as failed. */
const QUIET_MS = 30_000;

/** Follows rendering tasks until the provider has said all there is to say, or never will. */
export interface WaitForTask {
  /** Asks from time to time, until news or a deadline; `entry.callOff` ends it. */
  begin(entry: Live): void;
  /** News of a rendering task: it goes on once the provider has said all there is to say. */
  learn(entry: Live, status: TaskStatus): void;
}

export function createWaitForTask(options: {
  tools: Pick<StepTools, "clock" | "log" | "deadlineMs">;
  /** The wait is over, and this step comes next. */
  go: (entry: Live, run: () => Promise<StepResult>) => void;
  /** It is late: its slot went to the next, and the wait begins again. */
  late: (entry: Live) => void;
}): WaitForTask {
  const { go, late } = options;
  const { clock, log, deadlineMs } = options.tools;

  function becomeLate(entry: Live): void {
    const { id, taskUUID } = entry.generation;
    log.warn(
      { generationId: id, taskUUID },
      "a task is past its deadline; its slot goes to the next",
    );
    entry.overdue = true;
    late(entry);
  }

  function learn(entry: Live, status: TaskStatus): void {
    if (entry.generation.state !== "rendering" || entry.stepping) return;
    entry.lastStatus = status;
    const now = clock.now();
    // Counted anew where the clock was set back.
    entry.quietSince = isQuiet(status) ? Math.min(entry.quietSince ?? now, now) : undefined;
    const quietForMs = now - (entry.quietSince ?? now);
    if (!isComplete(entry.generation, status) && quietForMs < QUIET_MS) return;
    entry.callOff?.();
    entry.callOff = undefined;
    entry.lane.turns.release(entry.generation.id);
    go(entry, async () => ({ go: await finish(entry.generation, status, entry.tools) }));
  }

  return {
    begin(entry) {
      const { id, taskUUID, renderingAt, estimate } = entry.generation;
      const { turns, provider } = entry.lane;
      // Never a moment to come: the clock may have been set back since.
      const startedAt = Math.min(renderingAt ?? clock.now(), clock.now());
      const lateMs = clock.now() - (startedAt + deadlineMs);
      // Late already when a process begins with it: part of the hour has gone by. Becoming late here
      // is counted by timers alone, so that a clock that jumps ahead takes nothing away.
      const leftMs = entry.overdue
        ? OVERDUE_FOR_MS
        : Math.max(LAST_CHANCE_MS, OVERDUE_FOR_MS - lateMs);
      entry.overdue ||= lateMs >= 0;
      if (entry.overdue) turns.release(id);
      else turns.hold(id);
      const unwatch = provider.watch(
        taskUUID,
        startedAt + estimate.renderMs,
        (status) => learn(entry, status),
        entry.overdue ? { everyMs: OVERDUE_POLL_MS } : {},
      );
      const callOffDeadline = clock.after(entry.overdue ? leftMs : -lateMs, () => {
        if (!entry.overdue) {
          becomeLate(entry);
          return;
        }
        entry.callOff?.();
        go(entry, async () => ({
          go: await giveUp(entry.generation, entry.lastStatus, entry.failures > 0, entry.tools),
        }));
      });
      entry.callOff = () => {
        unwatch();
        callOffDeadline();
      };
    },
    learn,
  };
}
