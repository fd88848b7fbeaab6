import { expect, onTestFinished, test } from "vitest";
import type { TaskResult } from "../../../src/generation/ports/provider.ts";
import { createJudge } from "../../../src/policy/review.ts";
import { NEW_GUILD } from "../../../src/policy/settings.ts";
import { createStanding } from "../../../src/policy/standing.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openMemoryBackend } from "../../../src/stores/memory-backend.ts";
import { createStore } from "../../../src/stores/store.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const { guildId, memberId } = sampleGeneration({});
const RESULT: TaskResult = {
  videoUUID: "one",
  url: "https://videos.example/one.mp4",
  seed: 1,
  costMicroUsd: 1,
  flagged: false,
};

test("a newcomer's results are reviewed though nobody can read how many they have, and are not held back by it", async () => {
  const errors: object[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (facts: object) => errors.push(facts) };
  const backend = openMemoryBackend();
  const store = createStore(backend, log);
  onTestFinished(() => store.close());
  const { members } = openCollections(store);
  const standing = createStanding({ members, clock: { now: () => 0 }, log });
  const review = { mode: "first-timers", first: 3 } as const;
  const judge = createJudge({
    settings: { isReadable: () => true, of: () => ({ ...NEW_GUILD, review }) },
    standing,
  });
  await standing.countResults(guildId, memberId, "1", 10);
  expect(await judge.needsReview(sampleGeneration({}), [RESULT])).toEqual(new Set());

  const [key = ""] = await backend.connections.cold.keys("members:");
  await backend.connections.cold.set(key, "half a rec");
  expect(await judge.needsReview(sampleGeneration({}), [RESULT])).toEqual(new Set(["one"]));
  expect(errors).toMatchObject([{ guildId, memberId }]);
});
