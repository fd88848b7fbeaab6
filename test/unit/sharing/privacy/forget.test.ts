import { expect, onTestFinished, test } from "vitest";
import type { AuditEntry } from "../../../../src/policy/audit.ts";
import { NEW_MEMBER } from "../../../../src/policy/members.ts";
import { eraseGeneration } from "../../../../src/sharing/privacy/erase-generation.ts";
import { forgetInAudit } from "../../../../src/sharing/privacy/forget-audit.ts";
import { openFormerMembers } from "../../../../src/sharing/privacy/former-members.ts";
import { createLeftovers } from "../../../../src/sharing/privacy/leftovers.ts";
import { createNameFormer } from "../../../../src/sharing/privacy/pseudonym.ts";
import { createRename } from "../../../../src/sharing/privacy/rename.ts";
import { createRecords } from "../../../../src/generation/records.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { sampleGeneration } from "../../../support/sample-generation.ts";

const MEMBER = "777777777777777777";
const GUILD = "222222222222222222";
const nameOf = createNameFormer("a secret key of thirty-two letters");
const NAME = nameOf(MEMBER);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function collections() {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  return openCollections(store);
}

test("a name is the same for ever, another with another key, and stays when it is named again", () => {
  expect(nameOf(MEMBER)).toBe(NAME);
  expect(nameOf(NAME)).toBe(NAME);
  expect(createNameFormer("another secret key of that length")(MEMBER)).not.toBe(NAME);
  expect(NAME).not.toContain(MEMBER);
});

test("an id is renamed as a value, as a key and in a text, but not within a longer number", () => {
  const rename = createRename(MEMBER, NAME);
  const value = { by: MEMBER, [MEMBER]: 1, detail: `<@${MEMBER}>`, longer: `${MEMBER}0` };
  expect(rename.apply(value)).toEqual({
    by: NAME,
    [NAME]: 1,
    detail: `<@${NAME}>`,
    longer: `${MEMBER}0`,
  });
  expect(rename.isIn({ longer: `${MEMBER}0` })).toBe(false);
});

test("the trail keeps what was done, without the member's id and words", async () => {
  const { audit } = await collections();
  const entry = (change: Partial<AuditEntry>): AuditEntry => ({
    guildId: GUILD,
    at: 1,
    by: "444444444444444444",
    action: "delete",
    subject: { memberId: MEMBER },
    detail: "",
    ...change,
  });
  const others = entry({ subject: { memberId: "555555555555555555" }, detail: "Said:\n> mine" });
  await audit.set(`${GUILD}:1`, [
    entry({ detail: `🗑️ A video by <@${MEMBER}> is deleted. The prompt was:\n> a paper\n> boat` }),
    entry({ by: MEMBER, subject: {}, detail: "The settings are others." }),
    entry({ by: MEMBER, action: "share-report", subject: {}, detail: "Is reported:\n> my words" }),
    others,
  ]);
  await forgetInAudit(audit)(MEMBER, createRename(MEMBER, NAME));
  expect(await audit.get(`${GUILD}:1`)).toEqual([
    entry({ subject: { memberId: NAME }, detail: "🗑️ A video by a former member is deleted." }),
    entry({ by: NAME, subject: {}, detail: "The settings are others." }),
    entry({ by: NAME, action: "share-report", subject: {}, detail: "Is reported:" }),
    others,
  ]);
});

test("a record that was moved is found by the member's id, also by a later process", async () => {
  const { members } = await collections();
  const id = `${GUILD}:${MEMBER}`;
  await members.set(id, { ...NEW_MEMBER, results: 3 });
  const former = await openFormerMembers(members, nameOf);
  await former.move(GUILD, MEMBER, (record) => record);
  await former.records.update(id, (record = NEW_MEMBER) => ({ ...record, results: 4 }));
  expect(await members.ids()).toEqual([`${GUILD}:${NAME}`]);
  const later = await openFormerMembers(members, nameOf);
  expect(await later.records.get(id)).toMatchObject({ results: 4 });
});

test("a move that a crash cut in two does not bring the old record back", async () => {
  const { members } = await collections();
  const id = `${GUILD}:${MEMBER}`;
  await members.set(id, { ...NEW_MEMBER, results: 3 });
  await members.set(`${GUILD}:${NAME}`, { ...NEW_MEMBER, results: 5 });
  const former = await openFormerMembers(members, nameOf);
  await former.move(GUILD, MEMBER, (record) => record);
  expect(await members.ids()).toEqual([`${GUILD}:${NAME}`]);
  expect(await former.records.get(id)).toMatchObject({ results: 5 });
});

test("where a cost is still to come, the record stays with nothing of the member in it", async () => {
  const stores = await collections();
  const ended = sampleGeneration({
    state: "failed",
    memberId: MEMBER,
    request: { prompt: "an unmistakable lighthouse" },
    endedAt: 2,
  });
  await stores.archive.set(ended.id, ended);
  const late = { taskUUID: ended.taskUUID, keyId: null, looks: 0, lookedAt: 1 };
  await stores.lateCosts.set(ended.id, late);
  await eraseGeneration(ended, NAME, {
    ...stores,
    records: createRecords(stores),
    inbox: { remove: () => Promise.resolve(), keptIds: () => new Set() },
    spool: { clear: () => Promise.resolve() },
    gallery: { removed: () => Promise.resolve() },
    copies: { removed: () => Promise.resolve() },
  });
  const left = await stores.archive.get(ended.id);
  expect(left).toMatchObject({ id: ended.id, taskUUID: ended.taskUUID, memberId: NAME });
  expect(JSON.stringify(left)).not.toContain(MEMBER);
  expect(JSON.stringify(left)).not.toContain("lighthouse");
});

test("messages are removed one by one, and the next process goes on with what is left", async () => {
  const stores = await collections();
  const messages = Array.from({ length: 45 }, (_, index) => ({
    channelId: "1",
    messageId: String(index),
  }));
  const removed: string[] = [];
  let stopAt = 30;
  const open = () => {
    const leftovers = createLeftovers({
      store: stores.leftovers,
      generations: [],
      dropFrames: () => Promise.resolve(),
      removeMessage(_, messageId) {
        removed.push(messageId);
        if (removed.length === stopAt) stopping = leftovers.stop();
        return Promise.resolve(true);
      },
      clock: { now: () => 0, after: () => () => {} },
      log: quiet,
    });
    return leftovers;
  };
  let stopping: Promise<void> | undefined;
  const first = open();
  await first.keep("job:1", { messages, frames: [] });
  first.begin();
  await expect.poll(() => removed.length).toBe(30);
  await stopping;
  expect(removed).toHaveLength(30);
  stopAt = Infinity;
  const second = open();
  second.begin();
  await expect.poll(() => stores.leftovers.ids()).toEqual([]);
  await second.stop();
  expect(removed).toEqual(messages.map(({ messageId }) => messageId));
});
