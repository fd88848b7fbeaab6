import type { Clock, Log } from "../../generation/ports.ts";
import { purgeDueAt } from "./due.ts";
import type { Presences } from "./presence.ts";
import type { Purge } from "./purge.ts";

/** Guilds that the bot left: their data stays for a month, in case they come back. */
export interface Departures {
  joined(guildId: string): void;
  left(guildId: string): void;
  /**
   * All guilds of a session, an outage or not: those it would name and does not were left while
   * nobody was listening.
   * @param covers whether a guild would be among them; each shard of the bot has a session of its own
   */
  session(guildIds: ReadonlySet<string>, covers: (guildId: string) => boolean): void;
  /** Before anything goes on after a start: drops what waits in guilds known to be left. */
  resume(): Promise<void>;
  /** Once every session has named its guilds: looks for what is due, now and each hour. */
  begin(): void;
  /** Begins no purge and resolves when the one under way has stopped; it goes on at the next start. */
  stop(): Promise<void>;
}

export interface DepartureTools {
  presences: Presences;
  purge: Purge;
  /** Guilds were just left: what waits for its turn there cannot be shown any more. */
  onLeft: (isGone: (guildId: string) => boolean) => Promise<void>;
  clock: Clock;
  log: Log;
}

const HOUR_MS = 60 * 60_000;

export function createDepartures(tools: DepartureTools): Departures {
  const { presences, purge, clock, log } = tools;
  let stopped = false;
  let callOff: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();
  let dropping: Promise<void> = Promise.resolve();

  const isGone = (guildId: string): boolean => typeof presences.leftAt(guildId) === "number";

  function begin(): void {
    if (stopped) return;
    looking = look().finally(() => {
      if (!stopped) callOff = clock.after(HOUR_MS, begin);
    });
  }

  /** What is due, and what the store did not take before. */
  async function look(): Promise<void> {
    await presences.settle();
    for (const guildId of presences.gone()) {
      const leftAt = presences.leftAt(guildId);
      if (stopped) return;
      if (typeof leftAt === "number" && clock.now() >= purgeDueAt(leftAt)) {
        await purgeOne(guildId, leftAt);
      }
    }
  }

  async function purgeOne(guildId: string, leftAt: number): Promise<void> {
    const goOn = (): boolean => !stopped && presences.leftAt(guildId) === leftAt;
    try {
      const { removed, isDone } = await purge(guildId, goOn);
      const facts = { guildId, leftAt, ...removed };
      if (!isDone) {
        log.info(facts, "the data of a guild that was left is not purged yet");
        return;
      }
      // The last of all: until then a start finds it due and goes on.
      await presences.forget(guildId, leftAt);
      log.info(facts, "the data of a guild that was left is purged");
    } catch (error) {
      log.error({ guildId, error }, "the data of a guild that was left could not be purged yet");
    }
  }

  function markLeft(guildId: string): boolean {
    if (isGone(guildId)) return false;
    presences.note(guildId, clock.now());
    log.info({ guildId }, "left a guild: its data is kept for 30 days in case it comes back");
    return true;
  }

  function drop(): void {
    const done = dropping.then(() => tools.onLeft(isGone));
    dropping = done.catch((error: unknown) =>
      log.warn({ error }, "requests of a guild that was left still wait for their turn"),
    );
  }

  function joined(guildId: string): void {
    if (isGone(guildId)) log.info({ guildId }, "back in a guild: its data stays");
    presences.note(guildId, null);
  }

  return {
    begin,
    async resume() {
      if (presences.gone().length === 0) return;
      drop();
      await dropping;
    },
    joined,
    left(guildId) {
      if (markLeft(guildId)) drop();
    },
    session(guildIds, covers) {
      for (const guildId of guildIds) joined(guildId);
      const missing = presences.present().filter((id) => covers(id) && !guildIds.has(id));
      if (missing.filter(markLeft).length > 0) drop();
    },
    async stop() {
      stopped = true;
      callOff?.();
      await Promise.all([looking, dropping]);
      await presences.settle();
    },
  };
}
