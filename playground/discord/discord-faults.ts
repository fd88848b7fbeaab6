import type { Dispatch } from "./core.ts";
import type { FaultDesk, RequestFaults } from "./faults.ts";
import type { Gateway } from "./gateway/gateway.ts";

/** Everything that can be made to go wrong. */
export interface DiscordFaults extends RequestFaults {
  /** Cuts the gateway: with a close code or, without one, as a lost network does. */
  dropGateway(options?: { code?: number; resumable?: boolean }): void;
  /** Asks the bot to reconnect (op 7). */
  reconnect(): void;
  /** Tells the bot that its session is over (op 9). */
  invalidSession(resumable?: boolean): void;
  /** Holds back every interaction until they are resumed; their 3 s run all the same. */
  pauseInteractions(): void;
  resumeInteractions(): void;
}

/** Sits between what happens and the gateway, so that interactions can be held back. */
export interface InteractionValve {
  dispatch(event: Dispatch): void;
  pause(): void;
  resume(): void;
}

export function createValve(forward: (event: Dispatch) => void): InteractionValve {
  let held: Dispatch[] | null = null;
  return {
    dispatch(event) {
      if (held && event.t === "INTERACTION_CREATE") held.push(event);
      else forward(event);
    },
    pause() {
      held ??= [];
    },
    resume() {
      const waiting = held ?? [];
      held = null;
      for (const event of waiting) forward(event);
    },
  };
}

export function createDiscordFaults(
  desk: FaultDesk,
  gateway: Gateway,
  valve: InteractionValve,
): DiscordFaults {
  return {
    next: (rule) => desk.next(rule),
    clear() {
      desk.clear();
      valve.resume();
    },
    dropGateway: (options) => gateway.drop(options),
    reconnect: () => gateway.reconnect(),
    invalidSession: (resumable) => gateway.invalidate(resumable),
    pauseInteractions: () => valve.pause(),
    resumeInteractions: () => valve.resume(),
  };
}
