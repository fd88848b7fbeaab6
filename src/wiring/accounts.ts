import { hearCredit } from "../generation/hear-credit.ts";
import { createLanes, type KeyId } from "../generation/lanes.ts";
import { webhookUrl } from "../http/webhook-url.ts";
import { createAccounts } from "../providers/open-account.ts";
import { pixverseV56 } from "../providers/runware/pixverse-v5-6.ts";
import type { Base } from "./base.ts";
import type { Storage } from "./storage.ts";

/** The provider behind each key, and a lane for each. */
export function openAccounts(
  { config, clock, random, log, metrics, onClose }: Base,
  { secretKey, stores, media, vault }: Storage,
  refusedForCredit: (keyId: KeyId) => void,
) {
  const publicUrl = config.http?.publicUrl;
  const accounts = createAccounts({
    apiUrl: config.runware.apiUrl,
    keyOf: (keyId) => (keyId === null ? config.runware.apiKey : vault.open(keyId)),
    card: pixverseV56,
    clock,
    log,
    random,
    media: stores.mediaIds,
    onExchange: metrics && ((...exchange) => metrics.runwareRequest(...exchange)),
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
    openProvider: (keyId) => hearCredit(accounts.open(keyId), () => refusedForCredit(keyId)),
  });
  onClose(() => lanes.close());
  return { accounts, lanes };
}

export type Accounts = ReturnType<typeof openAccounts>;
