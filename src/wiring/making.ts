import { randomUUID } from "node:crypto";
import { createDelivery } from "../discord/delivery/create-delivery.ts";
import { createFactsOf } from "../discord/delivery/facts-of.ts";
import { createReviewPost } from "../discord/log-channel/review-post.ts";
import { createDeletions } from "../generation/deletions.ts";
import type { Estimates } from "../generation/estimates.ts";
import type { Inbox } from "../generation/inbox.ts";
import type { Lanes } from "../generation/lanes.ts";
import { openLateCosts } from "../generation/late-costs.ts";
import { createRecords } from "../generation/records.ts";
import { createReviewDesk } from "../generation/review-desk.ts";
import { openWaitingReviews } from "../generation/review-waiting.ts";
import { createRunner } from "../generation/runner.ts";
import { createService } from "../generation/service.ts";
import { createJudge } from "../policy/review.ts";
import { createLogChannelOf } from "../policy/settings.ts";
import { pixverseV56 } from "../providers/runware/pixverse-v5-6.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import { openCopies } from "./archive.ts";
import { openFeeds } from "./feeds.ts";
import { openSharing } from "./sharing.ts";
import type { Rules } from "./rules.ts";
import type { Storage } from "./storage.ts";

export interface MakingParts {
  storage: Storage;
  gateway: Gateway;
  lanes: Lanes;
  rules: Rules;
  estimates: Estimates;
  inbox: Inbox;
}

/** The way of a generation, from its record to its end. */
export async function openMaking(base: Base, parts: MakingParts) {
  const { config, clock, random, log, referenceId, onClose } = base;
  const { storage, gateway, lanes, rules, estimates, inbox } = parts;
  const { stores, media } = storage;
  const { rests } = gateway;
  const { settings, admission, moderation } = rules;

  const waiting = await openWaitingReviews(stores, log);
  const records = createRecords(
    stores,
    (generation) => admission.follow(generation),
    (after, before) => base.metrics?.changed(after, before),
  );
  const archive = await openCopies(base, storage, records, inbox);
  const shared = await openSharing(base, storage, gateway, rules, records, archive);
  const { sharing, posts, showcase } = shared;
  const feeds = await openFeeds(base, { storage, gateway, rules, records, archive, sharing });
  shared.elsewhere.push(feeds);
  shared.onShowcased.push((generation) => feeds.publish(generation));
  const delivery = createDelivery({
    rests,
    spool: media.spool,
    find: (id) => records.find(id),
    factsOf: createFactsOf({ sharing, settings, find: (id) => records.find(id), log }),
    clock,
    log,
    signal: base.signal,
    forgetToken(generationId, token) {
      records
        .forgetToken(generationId, token)
        .catch((error: unknown) =>
          log.warn({ generationId, error }, "a dead token stays in its record for now"),
        );
    },
  });
  onClose(() => delivery.stop());
  const logChannelOf = createLogChannelOf(settings);
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
  onClose(() => lateCosts.stop());
  const reviewPost = createReviewPost({ ...media, rest: rests.main, logChannelOf, clock, log });
  const runner = createRunner(
    {
      ...media,
      inbox,
      gallery: sharing,
      archive,
      lateCosts,
      records,
      delivery,
      admission,
      judge: createJudge({ settings, standing: moderation.standing }),
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
  onClose(() => runner.stop());
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
  onClose(() => desk.stop());
  const deletions = createDeletions({
    ...media,
    store: stores.deletions,
    records,
    runner,
    delivery,
    inbox,
    gallery: sharing,
    archive,
    clock,
    random,
    log,
  });
  onClose(() => deletions.stop());
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
    writePatienceMs: base.writePatienceMs,
  });
  return {
    records,
    deletions,
    delivery,
    lateCosts,
    runner,
    waiting,
    desk,
    service,
    sharing,
    posts,
    showcase,
    shared,
    feeds,
    archive,
    logChannelOf,
  };
}

export type Making = Awaited<ReturnType<typeof openMaking>>;
