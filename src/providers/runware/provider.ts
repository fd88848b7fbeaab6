import type { Clock, Log } from "../../generation/ports.ts";
import type { Account } from "../../generation/ports/provider.ts";
import type { Frame, ModelCard } from "../../generation/request.ts";
import { createBreaker } from "./breaker.ts";
import { createClient } from "./client.ts";
import { createFrameImages, type MediaIds } from "./frame-images.ts";
import { guardClient } from "./guarded-client.ts";
import type { PollPace } from "./poll-schedule.ts";
import { createPoller } from "./poller.ts";
import { createQuestions } from "./questions.ts";
import { createSubmitPause } from "./submit-pause.ts";
import { createSubmitter } from "./submitter.ts";
import { watchClient, type OnExchange } from "./watch-client.ts";

export interface RunwareSettings {
  /** How long Runware keeps results, in seconds, 60 at least; absent leaves it to Runware. */
  ttlSeconds?: number | undefined;
  /** Where Runware announces the results of a task. */
  webhookUrl?: ((taskUUID: string) => string) | undefined;
  /** Where Runware puts the file of a task by HTTP PUT. */
  uploadEndpoint?: ((taskUUID: string) => string) | undefined;
  pace?: PollPace | undefined;
}

export interface RunwareOptions {
  apiUrl: string;
  apiKey: string;
  card: ModelCard;
  clock: Clock;
  log: Log;
  /** From 0 up to 1, as Math.random. */
  random: () => number;
  mediaIds: MediaIds;
  readFrame: (frame: Frame) => Promise<Uint8Array>;
  settings?: RunwareSettings;
  /** Hears of each request that is sent. */
  onExchange?: OnExchange | undefined;
}

/** Runware behind one API key. Everything of one key shares its connections, breaker and poller. */
export function createRunwareProvider(options: RunwareOptions): Account {
  const { card, clock, log, random, mediaIds, readFrame, settings = {} } = options;
  const breaker = createBreaker({ clock, random });
  const client = guardClient(
    watchClient(createClient(options), options.onExchange),
    breaker,
    clock,
  );
  const questions = createQuestions({ client, clock, log, random });
  const pause = createSubmitPause({ clock, random });
  const poller = createPoller({
    ask: (taskUUIDs) => questions.poll(taskUUIDs),
    busyUntil: () => breaker.busyUntil(),
    clock,
    log,
    random,
    pace: settings.pace,
  });

  function busyUntil(): number | null {
    const times = [breaker.busyUntil(), pause.until()].filter((time) => time !== null);
    return times.length === 0 ? null : Math.max(...times);
  }

  const submit = createSubmitter({
    client,
    card,
    clock,
    log,
    pause,
    busyUntil,
    images: createFrameImages({
      readFrame,
      mediaIds,
      upload: (dataUri) => questions.upload(dataUri),
      log,
    }),
    extras: (taskUUID) => ({
      ttlSeconds: settings.ttlSeconds,
      webhookURL: settings.webhookUrl?.(taskUUID),
      uploadEndpoint: settings.uploadEndpoint?.(taskUUID),
    }),
  });

  return {
    submit,
    busyUntil,
    lookUp: (taskUUIDs) => questions.lookUp(taskUUIDs),
    taskDetails: (taskUUID) => questions.taskDetails(taskUUID),
    balance: () => questions.balance(),
    watch: (...watching) => poller.watch(...watching),
    hint: (taskUUID) => poller.hint(taskUUID),
    async close() {
      poller.close();
      await client.close();
    },
  };
}
