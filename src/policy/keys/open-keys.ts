import type { KeyId } from "../../generation/lanes.ts";
import type { BalanceNotice } from "../balance.ts";
import { createBalances, type BalanceTools } from "../balances.ts";
import type { Settings } from "../settings.ts";
import { createGuildKeys, type GuildKeys, type GuildKeyTools } from "./guild-keys.ts";
import { sweepKeys, type SweepTools } from "./sweep-keys.ts";

export interface Keys extends GuildKeys {
  /** The provider refused a task of this key for want of credit. */
  refusedForCredit(keyId: KeyId): void;
  /** What the operator's account had left when it was asked last, in micro-USD; null: not known. */
  operatorBalance(): number | null;
  /** Asks for no more balances and removes no more keys. */
  stop(): void;
}

export interface KeysTools
  extends
    Omit<GuildKeyTools, "balances" | "settings">,
    Omit<BalanceTools, "tell">,
    Omit<SweepTools, "unwatch"> {
  settings: Settings;
  /** Tells the moderators of a guild about its account, or the operator (null) about theirs. */
  tell: (guildId: string | null, notice: BalanceNotice) => Promise<void>;
}

/** Everything about who pays: the operator's account, and the guilds' own keys with theirs. */
export function openKeys(tools: KeysTools): Keys {
  const { vault, settings } = tools;
  const balances = createBalances({
    ...tools,
    async tell(keyId, notice) {
      if (keyId === null) return tools.tell(null, notice);
      const facts = vault.list().find((known) => known.keyId === keyId);
      if (facts !== undefined) await tools.tell(facts.guildId, notice);
    },
  });
  balances.watch(null);
  for (const guildId of settings.guildIds()) {
    const keyId = settings.isReadable(guildId) ? settings.of(guildId).keyId : null;
    if (keyId !== null && vault.open(keyId) !== undefined) balances.watch(keyId);
  }
  const stopSweeping = sweepKeys({ ...tools, unwatch: (keyId) => balances.forget(keyId) });

  return {
    ...createGuildKeys({ ...tools, balances }),
    refusedForCredit: (keyId) => balances.refusedForCredit(keyId),
    operatorBalance: () => balances.last(null),
    stop() {
      balances.stop();
      stopSweeping();
    },
  };
}
