import { openModeration } from "../discord/blocks/open-moderation.ts";
import { balanceSentence, tellBalance } from "../discord/tell-balance.ts";
import type { Estimates } from "../generation/estimates.ts";
import type { KeyId } from "../generation/lanes.ts";
import { readOwnText } from "../media/text-files.ts";
import { readOperatorList } from "../policy/blocklist/operator-list.ts";
import { createPolicy } from "../policy/create-policy.ts";
import { openKeys } from "../policy/keys/open-keys.ts";
import type { Settings } from "../policy/settings.ts";
import type { Accounts } from "./accounts.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Storage } from "./storage.ts";

/** Who may ask for what, who pays, and who is told. */
export async function openRules(
  base: Base,
  parts: {
    storage: Storage;
    gateway: Gateway;
    settings: Settings;
    estimates: Estimates;
  } & Accounts,
  /** Something is still owed on a key whose generations have all ended. */
  isOwed: (keyId: KeyId) => boolean,
) {
  const { config, clock, random, log, onClose } = base;
  const { storage, gateway, settings, estimates, accounts, lanes } = parts;
  const { stores, vault } = storage;
  const { client, rests } = gateway;

  const keys = openKeys({
    vault,
    settings,
    unfinished: stores.unfinished,
    told: stores.balances,
    accountOf: (keyId) => lanes.of(keyId).provider,
    check: (key) => accounts.check(key),
    isOwed,
    warnMicroUsd: config.balanceWarnMicroUsd,
    tell(guildId, notice) {
      const channelId =
        guildId === null ? config.operatorChannelId : settings.of(guildId).logChannelId;
      const sentence = balanceSentence(notice, guildId !== null);
      return tellBalance(rests.main, channelId ?? null, sentence, clock.now());
    },
    clock,
    random,
    log,
  });
  onClose(() => keys.stop());

  const moderation = openModeration({
    stores: { ...stores, members: storage.formerMembers.records },
    settings,
    rest: rests.main,
    guildName: (guildId) => client.guilds.cache.get(guildId)?.name,
    clock,
    log,
  });
  onClose(() => moderation.idle());

  const policy = await createPolicy({
    settings,
    spending: stores.spending,
    standing: moderation.standing,
    record: moderation.record,
    operator: {
      allowedGuilds: config.allowedGuilds,
      safetyFloor: config.safetyFloor,
      paused: config.paused,
      budget: config.budget,
      blockedTerms:
        config.blocklistFile === undefined
          ? []
          : readOperatorList(await readOwnText("BLOCKLIST_FILE", config.blocklistFile), log),
    },
    upperBoundOf: (request) => estimates.of(request).upperBoundMicroUsd,
    keyRefusal: (keyId) => keys.refusal(keyId),
    nameFormer: storage.nameFormer,
    clock,
    log,
  });
  return { settings, keys, moderation, ...policy };
}

export type Rules = Awaited<ReturnType<typeof openRules>>;
