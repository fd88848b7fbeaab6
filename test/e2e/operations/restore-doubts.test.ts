import path from "node:path";
import { expect, test } from "vitest";
import { backUp, type Places } from "../../../src/cli/backup/back-up.ts";
import { restore } from "../../../src/cli/backup/restore.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { RESUBMIT_WITHIN_MS } from "../../../src/generation/steps/submit.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";
import { temporaryFolder } from "../process/start-process.ts";

const NOW = new Date("2026-01-02T03:04:05.678Z");
const TAKEN_AT = NOW.getTime();
const QUEUED = sampleGeneration();

const places = async (): Promise<Places> => {
  const dataDir = await temporaryFolder();
  return { storePath: path.join(dataDir, "flipbook.sqlite"), dataDir };
};

async function withStore<T>(
  { storePath }: Places,
  act: (stores: ReturnType<typeof openCollections>) => Promise<T>,
): Promise<T> {
  const store = await openStore(`sqlite://${storePath}`);
  try {
    return await act(openCollections(store));
  } finally {
    await store.close();
  }
}

/** The backup of a bot in which this waits in line. */
async function backUpOf(
  record: Generation,
  bot: "stopped" | "running",
): Promise<{ bot: Places; folder: string }> {
  const old = await places();
  const folder = path.join(await temporaryFolder(), "backup");
  await withStore(old, async ({ unfinished }) => {
    await unfinished.set(record.id, record);
    if (bot === "running") await backUp(old, folder, NOW);
  });
  if (bot === "stopped") await backUp(old, folder, NOW);
  return { bot: old, folder };
}

const restored = (at: Places): Promise<Generation | undefined> =>
  withStore(at, ({ unfinished }) => unfinished.get(QUEUED.id));

test("moved while it was stopped, what waits in line is in no doubt", async () => {
  const { folder } = await backUpOf(QUEUED, "stopped");
  const elsewhere = await places();
  await restore(elsewhere, folder, { replace: false, now: NOW });
  expect(await restored(elsewhere)).toEqual(QUEUED);
});

test("put in the place of a store that has gone on since, what waited may have been sent", async () => {
  const { bot, folder } = await backUpOf(QUEUED, "stopped");
  await restore(bot, folder, { replace: true, now: NOW });
  expect(await restored(bot)).toMatchObject({
    state: "submitting",
    submit: { attempts: 1, maybeTakenAt: TAKEN_AT },
  });
});

test("what waited for its frames when a running bot was backed up is asked for, and never sent without them", async () => {
  const url = "https://cdn.discordapp.com/ephemeral-attachments/1/2/first.png";
  const source = { url, fileName: "first.png", bytes: 1000 };
  const record = sampleGeneration({ frames: [{ position: "first", source, stored: null }] });
  const { folder } = await backUpOf(record, "running");
  const elsewhere = await places();
  await restore(elsewhere, folder, { replace: false, now: NOW });
  const { state, submit } = (await restored(elsewhere)) as Generation;
  expect(state).toBe("submitting");
  expect(TAKEN_AT - (submit.maybeTakenAt ?? 0)).toBeGreaterThan(RESUBMIT_WITHIN_MS);
});
