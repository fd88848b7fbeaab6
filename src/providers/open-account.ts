import type { KeyId } from "../generation/lanes.ts";
import { lockedAccount } from "../generation/locked-account.ts";
import type { Account } from "../generation/ports/provider.ts";
import { mediaIdsOf, type StoredMedia } from "./runware/media-ids.ts";
import { createRunwareProvider, type RunwareOptions } from "./runware/provider.ts";

export interface AccountsOptions extends Omit<RunwareOptions, "apiKey" | "mediaIds"> {
  media: StoredMedia;
  /** The key itself; undefined where it is gone or cannot be read. */
  keyOf: (keyId: KeyId) => string | undefined;
}

export interface Accounts {
  /** The provider behind a key; one that takes nothing where the key cannot be had, never another. */
  open(keyId: KeyId): Account;
  /** The balance behind a key that is not stored. Throws as `Account.balance` does. */
  check(apiKey: string): Promise<number>;
}

export function createAccounts({ keyOf, media, ...shared }: AccountsOptions): Accounts {
  const provider = (keyId: KeyId, apiKey: string): Account =>
    createRunwareProvider({ ...shared, apiKey, mediaIds: mediaIdsOf(keyId, media, shared.clock) });

  return {
    open(keyId) {
      const apiKey = keyOf(keyId);
      return apiKey === undefined ? lockedAccount() : provider(keyId, apiKey);
    },
    async check(apiKey) {
      // It names no images: those belong to keys that are stored.
      const account = provider("unstored", apiKey);
      try {
        return await account.balance();
      } finally {
        await account.close();
      }
    },
  };
}
