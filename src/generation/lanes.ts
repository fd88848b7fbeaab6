import type { Clock, Log } from "./ports.ts";
import type { Account } from "./ports/provider.ts";
import { createTurns, type Turns } from "./turns.ts";

/** All that belongs to one key: whoever pays with another is not held up by it. */
export interface Lane {
  /** A line and slots of its own. */
  readonly turns: Turns;
  /** A pause, a breaker, a poller and a balance of its own. */
  readonly provider: Account;
}

/** Which key pays: the id of a guild's own, or null for the operator's. */
export type KeyId = string | null;

export interface Lanes {
  /** The key's lane, opened where it is not. It stays open for a while, and while `enter` holds it. */
  of(keyId: KeyId): Lane;
  /** A generation is driven on this lane until it leaves. */
  enter(keyId: KeyId, generationId: string): Lane;
  leave(keyId: KeyId, generationId: string): void;
  /** Who is told that it is somebody's turn; it holds a slot then. */
  onTurn(call: (generationId: string, lane: Lane) => void): void;
  /** A webhook said something about this task, whosever it is. */
  hint(taskUUID: string): void;
  /** Hands out no more turns and closes every provider. */
  close(): Promise<void>;
}

export interface LanesOptions {
  /** Tasks in the provider's hands at once, for each key. */
  concurrency: number;
  clock: Clock;
  log: Log;
  /** Must not throw: a key that cannot be used is a provider that takes nothing. */
  openProvider: (keyId: KeyId) => Account;
}

interface OpenLane extends Lane {
  readonly driven: Set<string>;
  usedAt: number;
}

/** Longer than any exchange with the provider takes, so that none is broken off by it. */
const IDLE_MS = 5 * 60_000;

/**
 * One lane a key, opened on first use. A guild's lane closes when nothing has used it for a while;
 * the operator's stays.
 */
export function createLanes({ concurrency, clock, log, openProvider }: LanesOptions): Lanes {
  const lanes = new Map<KeyId, OpenLane>();
  const closing = new Set<Promise<void>>();
  let tell: (generationId: string, lane: Lane) => void = () => {};
  let closed = false;

  function open(keyId: KeyId): OpenLane {
    const provider = openProvider(keyId);
    const turns = createTurns({
      concurrency,
      clock,
      busyUntil: () => provider.busyUntil(),
      onTurn: (id) => tell(id, lane),
    });
    const lane: OpenLane = { turns, provider, driven: new Set(), usedAt: clock.now() };
    lanes.set(keyId, lane);
    if (keyId !== null) closeWhenIdle(keyId, lane);
    return lane;
  }

  function use(keyId: KeyId): OpenLane {
    const lane = lanes.get(keyId) ?? open(keyId);
    lane.usedAt = clock.now();
    return lane;
  }

  function closeWhenIdle(keyId: string, lane: OpenLane): void {
    clock.after(IDLE_MS, () => {
      if (closed) return;
      const idleMs = clock.now() - lane.usedAt;
      // Below zero where the clock was set back.
      if (lane.driven.size > 0 || (idleMs >= 0 && idleMs < IDLE_MS)) closeWhenIdle(keyId, lane);
      else {
        lanes.delete(keyId);
        close(lane);
      }
    });
  }

  function close(lane: OpenLane): void {
    lane.turns.stop();
    const ending = lane.provider
      .close()
      .catch((error: unknown) => log.warn({ error }, "a connection to the provider did not close"))
      .finally(() => closing.delete(ending));
    closing.add(ending);
  }

  return {
    of: use,
    enter(keyId, generationId) {
      const lane = use(keyId);
      lane.driven.add(generationId);
      return lane;
    },
    leave(keyId, generationId) {
      const lane = lanes.get(keyId);
      if (lane === undefined) return;
      lane.turns.leave(generationId);
      lane.driven.delete(generationId);
      lane.usedAt = clock.now();
    },
    onTurn(call) {
      tell = call;
    },
    hint(taskUUID) {
      for (const { provider } of lanes.values()) provider.hint(taskUUID);
    },
    async close() {
      closed = true;
      for (const lane of lanes.values()) close(lane);
      lanes.clear();
      await Promise.all(closing);
    },
  };
}
