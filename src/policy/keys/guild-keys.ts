import { RetryableError, TerminalError, UserError } from "../../generation/errors.ts";
import type { KeyId } from "../../generation/lanes.ts";
import type { Log } from "../../generation/ports.ts";
import type { Balances } from "../balances.ts";
import type { Settings } from "../settings.ts";
import { maskKey, type KeyFacts, type KeyVault } from "./key-vault.ts";

/** A guild's own key, as an administrator sees it. */
export interface OwnKey extends KeyFacts {
  /** False where SECRET_KEY has changed, or the record is damaged: nothing new is made then. */
  isReadable: boolean;
  /** What its account had left when it was asked last, in micro-USD; null: not known yet. */
  microUsd: number | null;
}

/** The guilds' own keys. Which one is in use is a setting; these are the keys behind it. */
export interface GuildKeys {
  /** Null where the guild's videos are paid with the operator's key. Throws as `Settings.of` does. */
  of(guildId: string): OwnKey | null;
  /**
   * Checks a key with the provider and stores it; it is in use once the settings name it.
   * @throws {UserError} it is no key, it is not accepted, or the provider cannot be asked
   */
  enter(
    guildId: string,
    entered: string,
    by: string,
  ): Promise<{ keyId: string; masked: string; microUsd: number }>;
  /** The settings name another key now. The one before is kept for what was begun with it. */
  changed(before: KeyId, now: KeyId): Promise<void>;
  /** Why nothing new can be made with this key, as a sentence; null where it can. */
  refusal(keyId: KeyId): string | null;
}

export interface GuildKeyTools {
  vault: KeyVault;
  settings: Pick<Settings, "of">;
  balances: Pick<Balances, "watch" | "forget" | "last" | "canPay">;
  /** The balance behind a key that is not stored. Throws as `Account.balance` does. */
  check: (key: string) => Promise<number>;
  log: Log;
}

/** What a header can carry, and no blank that was copied along. Runware's own have 32 characters. */
const KEY = /^[\w.-]{16,200}$/;

export function createGuildKeys(tools: GuildKeyTools): GuildKeys {
  const { vault, settings, balances, check, log } = tools;

  async function balanceOf(key: string): Promise<number> {
    try {
      return await check(key);
    } catch (error) {
      // Without credit it is a key all the same.
      if (error instanceof TerminalError && error.kind === "credit") return 0;
      if (error instanceof TerminalError) throw new UserError(NOT_ACCEPTED, { cause: error });
      if (!(error instanceof RetryableError)) throw error;
      log.warn({ error }, "a key that was entered could not be checked");
      throw new UserError(NOT_CHECKED, { cause: error });
    }
  }

  return {
    of(guildId) {
      const { keyId } = settings.of(guildId);
      if (keyId === null) return null;
      const lost = { keyId, guildId, masked: "…", addedBy: null, addedAt: 0, retiredAt: null };
      const facts = vault.list().find((known) => known.keyId === keyId) ?? lost;
      const isReadable = vault.open(keyId) !== undefined;
      return { ...facts, isReadable, microUsd: balances.last(keyId) };
    },
    async enter(guildId, entered, by) {
      const key = entered.trim();
      if (!KEY.test(key)) throw new UserError(NO_KEY);
      const microUsd = await balanceOf(key);
      const masked = maskKey(key);
      const current = settings.of(guildId).keyId;
      if (current !== null && vault.open(current) === key) {
        return { keyId: current, masked, microUsd };
      }
      return { keyId: await vault.add({ guildId, key, addedBy: by }), masked, microUsd };
    },
    async changed(before, now) {
      if (now !== null) balances.watch(now);
      if (before === null || before === now) return;
      await vault.retire(before);
      await balances.forget(before);
    },
    refusal(keyId) {
      if (keyId !== null && vault.open(keyId) === undefined) return UNREADABLE;
      if (balances.canPay(keyId)) return null;
      return keyId === null ? OPERATOR_EMPTY : OWN_EMPTY;
    },
  };
}

const NO_KEY =
  "This is no Runware API key: one has 16 letters and digits or more, and no blanks. Nothing was changed.";
const NOT_ACCEPTED =
  "Runware does not accept this key. Copy it again from https://my.runware.ai/keys. Nothing was changed.";
const NOT_CHECKED =
  "Runware did not answer, so I could not check the key. Nothing was changed. Please try again in a few minutes.";
const UNREADABLE =
  "This server's own Runware key cannot be read, so nothing new is made here. An administrator can enter it again with `/settings key`. Nothing was spent.";
const OWN_EMPTY =
  "This server's Runware account has too little credit left, so nothing new is made here. Credit can be added at https://my.runware.ai; a minute or two later it goes on by itself. Nothing was spent.";
const OPERATOR_EMPTY =
  "The bot's account at Runware has too little credit left, so nothing new is made. Its operator can add some; then it goes on by itself. Nothing was spent.";
