import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock, Collection, Log } from "../generation/ports.ts";
import { maskKey, type KeyVault } from "../policy/keys/key-vault.ts";
import { createSeal, SealError } from "./seal.ts";

export const SealedKeySchema = z.object({
  guildId: z.string(),
  /** Nonce, tag and text, in base64. */
  sealed: z.string(),
  masked: z.string(),
  addedBy: z.string(),
  addedAt: z.int(),
  retiredAt: z.int().nullable(),
});
export type SealedKey = z.infer<typeof SealedKeySchema>;

/** Part of the derived key: changing it makes every stored key unreadable. */
const PURPOSE = "flipbook: the Runware keys of guilds, 1";

/**
 * Reads every stored key, tries each, and says in the log which cannot be read; those stay as they
 * are, for SECRET_KEY may come back.
 * @param hide hears of each key in the clear, so that it is blotted out of the log
 * @throws {Error} the store cannot be read
 */
export async function openVault(tools: {
  store: Collection<SealedKey>;
  secretKey: string;
  clock: Clock;
  log: Log;
  hide: (secret: string) => void;
}): Promise<KeyVault> {
  const { store, clock, log, hide } = tools;
  const seal = createSeal(tools.secretKey, PURPOSE);
  const known = new Map<string, SealedKey>();

  for await (const row of store.readAll()) {
    if ("broken" in row) {
      const facts = { keyId: row.id, error: row.broken };
      log.error(facts, "the record of a guild's own Runware key cannot be read: it gets no videos");
      continue;
    }
    known.set(row.id, row.value);
    const key = open(row.id);
    if (key !== undefined) hide(key);
    else {
      log.error(
        { keyId: row.id, guildId: row.value.guildId },
        "a guild's own Runware key cannot be decrypted: is SECRET_KEY the one it was stored with? The guild gets no new videos until that is put right, or its key is entered again",
      );
    }
  }

  function open(keyId: string): string | undefined {
    const entry = known.get(keyId);
    if (entry === undefined) return undefined;
    try {
      return seal.open(entry.sealed, ownerOf(keyId, entry.guildId));
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  async function write(keyId: string, entry: SealedKey): Promise<void> {
    await store.set(keyId, entry);
    known.set(keyId, entry);
  }

  return {
    open,
    list: () =>
      [...known].map(([keyId, { guildId, masked, addedBy, addedAt, retiredAt }]) => ({
        keyId,
        guildId,
        masked,
        addedBy,
        addedAt,
        retiredAt,
      })),
    async add({ guildId, key, addedBy }) {
      hide(key);
      const keyId = randomUUID();
      await write(keyId, {
        guildId,
        sealed: seal.close(key, ownerOf(keyId, guildId)),
        masked: maskKey(key),
        addedBy,
        addedAt: clock.now(),
        retiredAt: null,
      });
      return keyId;
    },
    async retire(keyId) {
      const entry = known.get(keyId);
      if (entry === undefined || entry.retiredAt !== null) return;
      await write(keyId, { ...entry, retiredAt: clock.now() });
    },
    async remove(keyId) {
      await store.delete(keyId);
      known.delete(keyId);
    },
  };
}

/** Sealed in, so that a record moved to another guild or another id opens nothing there. */
const ownerOf = (keyId: string, guildId: string): string => `${guildId}/${keyId}`;
