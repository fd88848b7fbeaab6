import { randomUUID } from "node:crypto";
import { commands } from "../commands/index.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { connect } from "./discord/client.ts";
import { openEstimates, withPrices } from "./generation/estimates.ts";
import { openInbox } from "./generation/inbox.ts";
import type { Clock } from "./generation/ports.ts";
import { recover } from "./generation/recovery.ts";
import { createLog, type HidingLog } from "./log.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { openSettings } from "./policy/settings.ts";
import { pixverseV56Estimates } from "./providers/runware/pixverse-v5-6.ts";
import { openAccounts } from "./wiring/accounts.ts";
import { openAnswering } from "./wiring/answering.ts";
import type { Base } from "./wiring/base.ts";
import { openGateway } from "./wiring/gateway.ts";
import { openLeaving } from "./wiring/leaving.ts";
import { openMaking } from "./wiring/making.ts";
import { openMetrics } from "./wiring/metrics.ts";
import { openPrivacy } from "./wiring/privacy.ts";
import { openRules } from "./wiring/rules.ts";
import { openStorage } from "./wiring/storage.ts";
import { openWeb } from "./wiring/web.ts";

/** What a test may replace: time and chance, and where the log goes. */
export interface Overrides {
  clock?: Clock;
  random?: () => number;
  log?: HidingLog;
  /** By the clock above, which may run faster than the disk. */
  writePatienceMs?: number;
}

/** Leaves a second of Discord's three for the answer itself. */
const WRITE_PATIENCE_MS = 2000;

export interface App {
  /** Resolves when commands are answered. @throws {Error} with a sentence for the operator */
  start(): Promise<void>;
  /** Takes no new work, leaves every record resumable, and closes everything. */
  stop(reason: string): Promise<void>;
}

/**
 * The bot as a whole. The parts are put together under `wiring/`, one file for each, and nowhere
 * else; here is the order in which they begin and end.
 */
export function createApp(config: Config, overrides: Overrides = {}): App {
  const stopped = new AbortController();
  const closers: (() => Promise<void> | void)[] = [];
  const log =
    overrides.log ??
    createLog(
      config.logLevel,
      [config.discord.token, config.runware.apiKey, config.secretKey].filter(
        (secret) => secret !== undefined,
      ),
    );
  const base: Base = {
    config,
    clock: overrides.clock ?? systemClock,
    random: overrides.random ?? Math.random,
    log,
    metrics: config.metrics && createMetrics(),
    signal: stopped.signal,
    writePatienceMs: overrides.writePatienceMs ?? WRITE_PATIENCE_MS,
    referenceId: () => randomUUID().slice(0, 8),
    onClose: (close) => closers.push(close),
  };

  async function start(): Promise<void> {
    const storage = await openStorage(base);
    const { stores, media } = storage;
    const { accounts, lanes } = openAccounts(base, storage, (keyId) =>
      rules.keys.refusedForCredit(keyId),
    );
    const table = withPrices(pixverseV56Estimates, config.prices);
    const [gateway, settings, estimates, inbox] = await Promise.all([
      openGateway(base, commands),
      openSettings(stores.settings, log),
      openEstimates(stores.observations, table, log),
      openInbox(stores.inbox, log),
    ]);
    const rules = await openRules(
      base,
      { storage, gateway, settings, estimates, accounts, lanes },
      (keyId) => making.lateCosts.needs(keyId),
    );
    const parts = { storage, gateway, lanes, rules, estimates, inbox };
    const making = await openMaking(base, parts);
    const departures = await openLeaving(base, parts, making);
    const privacy = openPrivacy(base, parts, making);
    const router = openAnswering(base, commands, parts, making, privacy);
    const { client } = gateway;
    // The first to go: from then on nothing new arrives.
    base.onClose(() => client.destroy());

    const { runner, waiting, desk, lateCosts, archive } = making;
    await media.sweep(
      stores.unfinished,
      new Set([...inbox.keptIds(), ...waiting.ids(), ...archive.keptIds()]),
    );
    await departures.resume();
    const { ledger } = rules;
    const recovered = await recover({ unfinished: stores.unfinished, runner, ledger, log });
    await desk.begin();
    // After the recovery, so that no news comes before somebody waits for it.
    await openWeb(base, storage, gateway, (taskUUID) => {
      lanes.hint(taskUUID);
      lateCosts.hint(taskUUID);
    });
    await openMetrics(base, parts, making, router);
    await Promise.all([
      connect(client, config.discord.token, (interaction) => void router.handle(interaction)),
      gateway.registered,
    ]);
    departures.begin();
    making.sharing.begin();
    await making.shared.begin();
    await making.feeds.begin();
    archive.begin();
    await making.deletions.begin();
    await privacy.begin();
    warnOfNoLimit();
    const { guilds, ws } = client;
    log.info({ ...recovered, guilds: guilds.cache.size, shards: ws.shards.size }, "ready");
  }

  function warnOfNoLimit(): void {
    const { dayMicroUsd, monthMicroUsd } = config.budget;
    if (dayMicroUsd !== undefined || monthMicroUsd !== undefined) return;
    log.warn({}, "spending has no limit: neither BUDGET_DAY nor BUDGET_MONTH is set");
  }

  return {
    async start() {
      try {
        await start();
      } catch (error) {
        await close();
        throw error;
      }
    },
    async stop(reason) {
      log.info({ reason }, "stopping; what is unfinished goes on at the next start");
      await close();
      log.info({}, "stopped");
    },
  };

  /** In the reverse order of opening, so that nothing is closed under somebody who uses it. */
  async function close(): Promise<void> {
    stopped.abort(new Error("the bot is stopping"));
    for (const closer of closers.splice(0).toReversed()) await closer();
  }
}
