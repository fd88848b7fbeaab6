import { expect, test } from "vitest";
import { mediaIdsOf, type StoredMediaId } from "../../../src/providers/runware/media-ids.ts";

const NOW = 1_700_000_000_000;
const DAY_MS = 24 * 3_600_000;

function setUp() {
  const stored = new Map<string, StoredMediaId>();
  const clock = { at: NOW, now: () => clock.at, after: () => () => {} };
  const store = {
    get: async (id: string) => stored.get(id),
    set: async (id: string, value: StoredMediaId) => void stored.set(id, value),
    delete: async (id: string) => void stored.delete(id),
  };
  return { stored, clock, idsOf: (keyId: string | null) => mediaIdsOf(keyId, store, clock) };
}

test("an image stored with one key is not known to another", async () => {
  const { idsOf } = setUp();
  await idsOf(null).set("hash", "of the operator");
  await idsOf("first").set("hash", "of the first");
  expect(await idsOf(null).get("hash")).toBe("of the operator");
  expect(await idsOf("first").get("hash")).toBe("of the first");
  expect(await idsOf("second").get("hash")).toBeUndefined();
});

test("forgetting an image of one key leaves that of another", async () => {
  const { idsOf } = setUp();
  await idsOf(null).set("hash", "of the operator");
  await idsOf("first").set("hash", "of the first");
  await idsOf("first").delete("hash");
  expect(await idsOf(null).get("hash")).toBe("of the operator");
});

test("an image is uploaded again before Runware forgets it", async () => {
  const { clock, idsOf } = setUp();
  await idsOf(null).set("hash", "an image");
  clock.at += 20 * DAY_MS;
  expect(await idsOf(null).get("hash")).toBe("an image");
  clock.at += 1;
  expect(await idsOf(null).get("hash")).toBeUndefined();
});

test("the operator's images keep the ids they had before there were other keys", async () => {
  const { stored, idsOf } = setUp();
  await idsOf(null).set("hash", "an image");
  expect([...stored.keys()]).toEqual(["hash"]);
});
