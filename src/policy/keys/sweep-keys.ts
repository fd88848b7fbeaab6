import type { Clock, Collection, Log } from "../../generation/ports.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Settings } from "../settings.ts";
import type { KeyVault } from "./key-vault.ts";

export interface SweepTools {
  vault: KeyVault;
  settings: Pick<Settings, "of" | "isReadable">;
  unfinished: Pick<Collection<Generation>, "readAll">;
  /** Whether a cost is still to be asked for with this key. */
  isOwed: (keyId: string) => boolean;
  /** Nothing new is made with this key: its balance need not be watched. */
  unwatch: (keyId: string) => Promise<void>;
  clock: Clock;
  log: Log;
}

const EVERY_MS = 15 * 60_000;
/** A request that was let in with a key is in the store long before this. */
const GRACE_MS = 15 * 60_000;

/**
 * Removes keys that nothing needs any more: replaced or taken away, and the last generation begun
 * with them has ended. Looks from time to time, until the returned function stops it.
 */
export function sweepKeys(tools: SweepTools): () => void {
  const { clock, log } = tools;
  let stopped = false;
  let callOff = clock.after(EVERY_MS, sweep);

  function sweep(): void {
    void sweepOnce(tools)
      .catch((error: unknown) => {
        if (!stopped) log.warn({ error }, "keys that are not needed stay for now");
      })
      .finally(() => {
        if (!stopped) callOff = clock.after(EVERY_MS, sweep);
      });
  }

  return () => {
    stopped = true;
    callOff();
  };
}

async function sweepOnce(tools: SweepTools): Promise<void> {
  const { vault, settings, clock, log } = tools;
  for (const { keyId, guildId, addedAt, retiredAt } of vault.list()) {
    // A process died between two writes, or the guild's settings were purged.
    const isLeft = retiredAt === null && clock.now() - addedAt > GRACE_MS;
    if (isLeft && settings.isReadable(guildId) && settings.of(guildId).keyId !== keyId) {
      await vault.retire(keyId);
      await tools.unwatch(keyId);
    }
  }
  const retired = vault
    .list()
    .filter(({ retiredAt }) => retiredAt !== null && clock.now() - retiredAt > GRACE_MS);
  if (retired.length === 0) return;
  const needed = await keysInUse(tools.unfinished);
  for (const { keyId, guildId } of retired) {
    if (needed.has(keyId) || tools.isOwed(keyId)) continue;
    await vault.remove(keyId);
    log.info({ keyId, guildId }, "a guild's former Runware key was removed");
  }
}

async function keysInUse(unfinished: SweepTools["unfinished"]): Promise<Set<string | null>> {
  const keyIds = new Set<string | null>();
  for await (const row of unfinished.readAll()) {
    if ("value" in row) keyIds.add(row.value.keyId);
  }
  return keyIds;
}
