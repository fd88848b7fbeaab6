import { randomUUID } from "node:crypto";
import { commands } from "../commands/index.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openModeration } from "./discord/blocks/open-moderation.ts";
import { connect, createClient, isConnected, registerCommands } from "./discord/client.ts";
import { createDelivery } from "./discord/delivery/create-delivery.ts";
import { createInboxView } from "./discord/inbox-view.ts";
import { createResults } from "./discord/moderation/create-results.ts";
import { createCardRests } from "./discord/rest.ts";
import { createMayUse } from "./discord/may-use.ts";
import { createLogChannel } from "./discord/log-channel/log-channel.ts";
import { createReviewPost } from "./discord/log-channel/review-post.ts";
import { createRouter } from "./discord/router.ts";
import { balanceSentence, tellBalance } from "./discord/tell-balance.ts";
import { watchGuilds } from "./discord/watch-guilds.ts";
import { createLanes } from "./generation/lanes.ts";
import { openEstimates, withPrices } from "./generation/estimates.ts";
import { openInbox } from "./generation/inbox.ts";
import { openLateCosts } from "./generation/late-costs.ts";
import { hearCredit } from "./generation/hear-credit.ts";
import type { Clock } from "./generation/ports.ts";
import { createRecords } from "./generation/records.ts";
import { recover } from "./generation/recovery.ts";
import { createReviewDesk } from "./generation/review-desk.ts";
import { openWaitingReviews } from "./generation/review-waiting.ts";
import { createRunner } from "./generation/runner.ts";
import { createService } from "./generation/service.ts";
import { healthRoute } from "./http/health.ts";
import { runwareWebhook } from "./http/runware-webhook.ts";
import { startHttp } from "./http/server.ts";
import { webhookUrl } from "./http/webhook-url.ts";
import { createLog, type HidingLog } from "./log.ts";
import { createMedia } from "./media/create-media.ts";
import { readOwnText } from "./media/text-files.ts";
import { createPolicy } from "./policy/create-policy.ts";
import { createUsage } from "./policy/money/usage.ts";
import { openSettings } from "./policy/settings.ts";
import { readOperatorList } from "./policy/blocklist/operator-list.ts";
import { openDepartures } from "./policy/departures/open-departures.ts";
import { purgeKeys } from "./policy/departures/purge-keys.ts";
import { openKeys } from "./policy/keys/open-keys.ts";
import { createReports } from "./policy/reports.ts";
import { createJudge } from "./policy/review.ts";
import { pixverseV56, pixverseV56Estimates } from "./providers/runware/pixverse-v5-6.ts";
import { createAccounts } from "./providers/open-account.ts";
import { openCollections } from "./stores/collections.ts";
import { openStore } from "./stores/open-store.ts";
import { keptSecretKey } from "./stores/secret-key.ts";
import { openVault } from "./stores/vault.ts";

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

/** The only wiring: every factory is called here and nowhere else. */
export function createApp(config: Config, overrides: Overrides = {}): App {
  const { clock = systemClock, random = Math.random } = overrides;
  const log =
    overrides.log ??
    createLog(
      config.logLevel,
      [config.discord.token, config.runware.apiKey, config.secretKey].filter(
        (secret) => secret !== undefined,
      ),
    );
  const stopped = new AbortController();
  const closers: (() => Promise<void> | void)[] = [];

  async function start(): Promise<void> {
    const store = await openStore(config.storeUrl, { log });
    closers.push(() => store.close());
    const secretKey = config.secretKey ?? (await keptSecretKey(config.dataDir));
    const hide = (secret: string): void => log.hide(secret);
    hide(secretKey);
    const { mediaIds, health, ...stores } = openCollections(store);
    const media = createMedia({
      dataDir: config.dataDir,
      frameMaxAgeMs: config.frameMaxAgeMs,
      resultHosts: config.runware.resultHosts,
      discordApiUrl: config.discord.apiUrl,
      runwareApiUrl: config.runware.apiUrl,
      card: pixverseV56,
      log,
      signal: stopped.signal,
    });
    const publicUrl = config.http?.publicUrl;
    const vault = await openVault({ store: stores.keys, secretKey, clock, log, hide });
    const accounts = createAccounts({
      apiUrl: config.runware.apiUrl,
      keyOf: (keyId) => (keyId === null ? config.runware.apiKey : vault.open(keyId)),
      card: pixverseV56,
      clock,
      log,
      random,
      media: mediaIds,
      readFrame: (frame) => media.frames.read(frame),
      settings: {
        ttlSeconds: config.runware.resultTtlS,
        webhookUrl:
          publicUrl === undefined
            ? undefined
            : (taskUUID) => webhookUrl(publicUrl, secretKey, taskUUID),
      },
    });
    const lanes = createLanes({
      concurrency: config.runware.concurrency,
      clock,
      log,
      openProvider: (keyId) => hearCredit(accounts.open(keyId), () => keys.refusedForCredit(keyId)),
    });
    closers.push(() => lanes.close());

    const client = createClient(config.discord.apiUrl, log);
    client.rest.setToken(config.discord.token);
    const [applicationId, settings, estimates, inbox] = await Promise.all([
      registerCommands(client, commands),
      openSettings(stores.settings, log),
      openEstimates(stores.observations, withPrices(pixverseV56Estimates, config.prices), log),
      openInbox(stores.inbox, log),
    ]);
    const rests = createCardRests(client.rest, config.discord.token, applicationId);
    const keys = openKeys({
      vault,
      settings,
      unfinished: stores.unfinished,
      told: stores.balances,
      accountOf: (keyId) => lanes.of(keyId).provider,
      check: (key) => accounts.check(key),
      isOwed: (keyId) => lateCosts.needs(keyId),
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
    closers.push(() => keys.stop());
    const waiting = await openWaitingReviews(stores, log);
    const records = createRecords(stores, (generation) => admission.follow(generation));
    const delivery = createDelivery({
      rests,
      spool: media.spool,
      clock,
      log,
      forgetToken(generationId, token) {
        records
          .forgetToken(generationId, token)
          .catch((error: unknown) =>
            log.warn({ generationId, error }, "a dead token stays in its record for now"),
          );
      },
    });
    closers.push(() => delivery.stop());
    const moderation = openModeration({
      stores,
      settings,
      rest: rests.main,
      guildName: (guildId) => client.guilds.cache.get(guildId)?.name,
      clock,
      log,
    });
    closers.push(() => moderation.idle());
    const { record, standing, audit, blocks } = moderation;
    const { ledger, admission } = await createPolicy({
      settings,
      spending: stores.spending,
      standing,
      record,
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
      clock,
      log,
    });
    const referenceId = (): string => randomUUID().slice(0, 8);
    const logChannelOf = (guildId: string): string | null | undefined =>
      settings.isReadable(guildId) ? settings.of(guildId).logChannelId : undefined;
    const lateCosts = await openLateCosts({
      store: stores.lateCosts,
      archive: stores.archive,
      records,
      providerOf: (keyId) => lanes.of(keyId).provider,
      estimates,
      book: (generation) => admission.book(generation),
      clock,
      log,
    });
    closers.push(() => lateCosts.stop());
    const reviewPost = createReviewPost({
      ...media,
      rest: rests.main,
      logChannelOf,
      clock,
      log,
    });
    const runner = createRunner(
      {
        ...media,
        inbox,
        lateCosts,
        records,
        delivery,
        admission,
        judge: createJudge({ settings, standing }),
        reviewPost,
        waiting,
        estimates,
        clock,
        log,
        deadlineMs: config.deadlineMs,
        referenceId,
      },
      lanes,
      random,
    );
    closers.push(() => runner.stop());
    const desk = createReviewDesk({
      ...media,
      records,
      runner,
      waiting,
      reviewPost,
      logChannelOf,
      clock,
      log,
      referenceId,
    });
    closers.push(() => desk.stop());
    const departures = await openDepartures({
      ...media,
      inbox,
      records,
      runner,
      guilds: stores.guilds,
      generations: {
        unfinished: stores.unfinished,
        reviewing: stores.reviewing,
        archive: stores.archive,
      },
      byGuild: {
        settings: stores.settings,
        spending: stores.spending,
        reports: stores.reports,
        members: stores.members,
        audit: stores.audit,
        auditHeads: stores.auditHeads,
      },
      others: [
        purgeKeys(vault, keys),
        { name: "memory", purge: (guildId) => settings.forget(guildId).then(() => 0) },
        { name: "waiting", purge: (guildId) => Promise.resolve(waiting.forget(guildId)) },
      ],
      unfinished: stores.unfinished,
      clock,
      log,
      referenceId,
    });
    closers.push(() => departures.stop());
    watchGuilds(client, departures);
    const results = createResults({
      ...media,
      records,
      runner,
      delivery,
      inbox,
      reports: createReports(stores.reports),
      logChannel: createLogChannel({ rest: rests.main, logChannelOf, log }),
      record,
      clock,
    });
    const service = createService({
      records,
      runner,
      admission,
      delivery,
      estimates,
      card: pixverseV56,
      clock,
      log,
      newTaskUUID: randomUUID,
      quality: config.outputQuality,
      writePatienceMs: overrides.writePatienceMs ?? WRITE_PATIENCE_MS,
    });
    const inboxView = createInboxView({
      rest: rests.main,
      spool: media.spool,
      inbox,
      records,
      clock,
      log,
    });
    const router = createRouter({
      commands,
      services: {
        service,
        inbox,
        inboxView,
        settings,
        usage: createUsage({ ledger, settings, operator: config.budget, records, clock }),
        keys,
        operator: {
          safetyFloor: config.safetyFloor,
          guildDayMicroUsd: config.budget.guildDayMicroUsd ?? null,
          paused: config.paused,
        },
        standing,
        blocks,
        audit,
        moderation: { record },
        reviews: desk,
        results,
        textFiles: media.textFiles,
        commandNames: commands.map(({ payload }) => payload.name),
        clock,
        log,
      },
      log,
      referenceId,
      mayUse: createMayUse(settings),
    });
    closers.push(() => router.idle());

    // The first to go: from then on nothing new arrives.
    closers.push(() => client.destroy());

    await media.sweep(stores.unfinished, new Set([...inbox.keptIds(), ...waiting.ids()]));
    await departures.resume();
    const recovered = await recover({ unfinished: stores.unfinished, runner, ledger, log });
    await desk.begin();
    // After the recovery, so that no news comes before somebody waits for it.
    if (config.http !== undefined) {
      const checks = [
        { name: "gateway", isWell: () => isConnected(client) },
        { name: "store", isWell: () => health.set("probe", { at: clock.now() }).then(() => true) },
      ];
      const onNews = (taskUUID: string): void => {
        lanes.hint(taskUUID);
        lateCosts.hint(taskUUID);
      };
      const webhook = runwareWebhook({ secretKey, onNews, log, clock });
      const routes = [
        healthRoute({ checks, clock, log }),
        ...(publicUrl === undefined ? [] : [webhook]),
      ];
      const http = await startHttp({ ...config.http, routes, log, clock });
      closers.push(() => http.close());
    }
    await connect(client, config.discord.token, (interaction) => void router.handle(interaction));
    departures.begin();
    const { dayMicroUsd, monthMicroUsd } = config.budget;
    if (dayMicroUsd === undefined && monthMicroUsd === undefined) {
      log.warn({}, "spending has no limit: neither BUDGET_DAY nor BUDGET_MONTH is set");
    }
    log.info({ ...recovered, guilds: client.guilds.cache.size }, "ready");
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
