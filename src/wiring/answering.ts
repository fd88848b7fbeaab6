import type { Command } from "../discord/define-command.ts";
import { createPlayable } from "../discord/feeds/playable.ts";
import { createInboxView } from "../discord/inbox-view.ts";
import { createLogChannel } from "../discord/log-channel/log-channel.ts";
import { createMayUse } from "../discord/may-use.ts";
import { createResults } from "../discord/moderation/create-results.ts";
import { createPublishing } from "../discord/publish/create-publishing.ts";
import { createRouter } from "../discord/router.ts";
import { createUsage } from "../policy/money/usage.ts";
import { createReports } from "../policy/reports.ts";
import { pixverseV56 } from "../providers/runware/pixverse-v5-6.ts";
import { createDefaults } from "../sharing/defaults/defaults.ts";
import { createPresets } from "../sharing/presets/presets.ts";
import type { Base } from "./base.ts";
import type { Privacy } from "../sharing/privacy/privacy.ts";
import { openShares } from "./shares.ts";
import type { Making, MakingParts } from "./making.ts";

/** Who answers commands and presses, and what they work with. */
export function openAnswering(
  base: Base,
  commands: readonly Command[],
  { storage, gateway, rules, inbox }: MakingParts,
  {
    records,
    deletions,
    delivery,
    runner,
    desk,
    service,
    sharing,
    posts,
    showcase,
    feeds,
    archive,
    logChannelOf,
  }: Making,
  privacy: Privacy,
) {
  const { config, clock, log, referenceId, onClose } = base;
  const { stores, media } = storage;
  const { settings, keys, ledger, moderation, blocklist } = rules;
  const { record, standing, audit, blocks } = moderation;
  const rest = gateway.rests.main;
  const results = createResults({
    records,
    deletions,
    delivery,
    gallery: sharing,
    reports: createReports(stores.reports),
    logChannel: createLogChannel({ rest, logChannelOf, log }),
    record,
    clock,
  });
  const router = createRouter({
    commands,
    services: {
      service,
      inbox,
      inboxView: createInboxView({ rest, spool: media.spool, inbox, records, clock, log }),
      settings,
      usage: createUsage({ ledger, settings, operator: config.budget, records, clock }),
      keys,
      operator: {
        safetyFloor: config.safetyFloor,
        guildDayMicroUsd: config.budget.guildDayMicroUsd ?? null,
        paused: config.paused,
        allowedGuilds: config.allowedGuilds,
      },
      standing,
      blocklist,
      blocks,
      audit,
      moderation: { record },
      reviews: desk,
      results,
      sharing,
      posts,
      showcase,
      feeds,
      playable: createPlayable(sharing, (generation) => archive.addressesOf(generation)),
      shares: openShares(
        base,
        { storage, gateway },
        { posts, logChannelOf, copyAt: (id, message) => feeds.isCopy(id, message) },
      ),
      publishing: createPublishing({ ...media, records, runner, rest, clock, log }),
      refreshCard: delivery.refresh,
      recountCard: delivery.recount,
      defaults: createDefaults({ stores, card: pixverseV56, log }),
      presets: createPresets({ stores, card: pixverseV56, log }),
      privacy,
      textFiles: media.textFiles,
      commandNames: commands.map(({ payload }) => payload.name),
      clock,
      log,
    },
    log,
    referenceId,
    mayUse: createMayUse(settings),
  });
  onClose(() => router.idle());
  return router;
}
