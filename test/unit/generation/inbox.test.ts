import { expect, onTestFinished, test } from "vitest";
import { openInbox } from "../../../src/generation/inbox.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";

test("what comes into an inbox while its last entry is removed stays in it", async () => {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const { inbox: collection } = openCollections(store);
  const log = { error() {} };
  const inbox = await openInbox(collection, log);
  await inbox.add("member", "first", 1);

  await Promise.all([inbox.remove("member", "first"), inbox.add("member", "second", 2)]);

  expect(await inbox.list("member")).toEqual([{ generationId: "second", since: 2 }]);
  expect(inbox.count("member")).toBe(1);
  const afterRestart = await openInbox(collection, log);
  expect([...afterRestart.keptIds()]).toEqual(["second"]);
});
