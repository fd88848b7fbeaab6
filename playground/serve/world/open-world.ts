import { type Clock, createClock } from "../../discord/clock.ts";
import { type LocalDiscord, startDiscord } from "../../discord/server.ts";
import type { CastMember } from "./cast.ts";
import { foundWorld, HISTORY_MS } from "./found-world.ts";
import { readWorld, restoreWorld, writeWorld } from "./keep-world.ts";

export interface OpenWorld {
  readonly clock: Clock;
  readonly discord: LocalDiscord;
  readonly cast: readonly CastMember[];
  /** Whether there was one before. */
  readonly isRestored: boolean;
  /** Keeps it, where it is to be kept, and ends it. */
  close(): Promise<void>;
}

/** What a crash of the playground itself may take with it. */
const KEEP_EVERY_MS = 30_000;

/** @param folder of a world that is kept; a world for once when left out */
export async function openWorld(folder?: string): Promise<OpenWorld> {
  const kept = folder === undefined ? undefined : await readWorld(folder);
  const clock = createClock(kept ? Math.max(Date.now(), kept.nowMs) : Date.now() - HISTORY_MS);
  const discord = await startDiscord({
    clock,
    ...(kept ? { token: kept.token, bot: kept.bot } : {}),
  });
  if (kept) restoreWorld(discord, kept);
  const cast = kept?.cast ?? (await foundWorld(discord));

  let keeping: Promise<void> = Promise.resolve();
  const keep = (): Promise<void> => {
    if (folder === undefined) return keeping;
    keeping = keeping.then(() => writeWorld(folder, discord, cast));
    return keeping;
  };
  const timer = setInterval(() => {
    // The next time tries again, and the last one tells.
    keep().catch(() => (keeping = Promise.resolve()));
  }, KEEP_EVERY_MS);

  return {
    clock,
    discord,
    cast,
    isRestored: kept !== undefined,
    async close() {
      clearInterval(timer);
      try {
        await keep();
      } finally {
        await discord.close();
        clock.close();
      }
    },
  };
}
