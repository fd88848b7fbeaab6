import type { GuildKeys } from "../keys/guild-keys.ts";
import type { KeyVault } from "../keys/key-vault.ts";
import type { Purgeable } from "./purge.ts";

/** The guild's own Runware keys, those in use no longer too, and the watch over their balances. */
export function purgeKeys(
  vault: Pick<KeyVault, "list" | "remove">,
  keys: Pick<GuildKeys, "changed">,
): Purgeable {
  return {
    name: "keys",
    async purge(guildId) {
      const own = vault.list().filter((key) => key.guildId === guildId);
      for (const { keyId } of own) {
        await keys.changed(keyId, null);
        await vault.remove(keyId);
      }
      return own.length;
    },
  };
}
