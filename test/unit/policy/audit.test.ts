import { describe, expect, it, onTestFinished } from "vitest";
import { createAudit, ENTRIES_A_PAGE, type AuditEntry } from "../../../src/policy/audit.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openMemoryBackend } from "../../../src/stores/memory-backend.ts";
import { createStore } from "../../../src/stores/store.ts";

const GUILD = "1000000000000000001";
const OTHER_GUILD = "1000000000000000002";
const MODERATOR = "3000000000000000001";
const MEMBER = "2000000000000000001";

const log = { debug() {}, info() {}, warn() {}, error() {} };

function open() {
  const backend = openMemoryBackend();
  const store = createStore(backend, log);
  onTestFinished(() => store.close());
  const { audit: pages, auditHeads: heads } = openCollections(store);
  return {
    audit: createAudit({ pages, heads, log }),
    pages,
    heads,
    cold: backend.connections.cold,
  };
}

const entry = (detail: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  guildId: GUILD,
  at: 1_800_000_000_000,
  by: MODERATOR,
  action: "settings-safety",
  subject: {},
  detail,
  ...more,
});

async function readAll(audit: ReturnType<typeof open>["audit"], memberId?: string) {
  const details: string[] = [];
  let part = await audit.read(GUILD, { limit: 7, memberId });
  details.push(...part.entries.map(({ detail }) => detail));
  while (part.older !== null) {
    part = await audit.read(GUILD, { limit: 7, before: part.older, memberId });
    details.push(...part.entries.map(({ detail }) => detail));
  }
  return details;
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

describe("the audit trail", () => {
  it("is empty at first", async () => {
    const { audit } = open();
    expect(await audit.read(GUILD, { limit: 10 })).toEqual({ entries: [], older: null });
  });

  it("is read newest first, part by part, over many documents", async () => {
    const { audit } = open();
    const all = numbers(2 * ENTRIES_A_PAGE + 13);
    for (const detail of all) await audit.append(entry(detail));
    expect(await readAll(audit)).toEqual(all.toReversed());
  });

  it("has no document that grows without end", async () => {
    const { audit, pages } = open();
    for (const detail of numbers(2 * ENTRIES_A_PAGE + 1)) await audit.append(entry(detail));
    for await (const row of pages.readAll()) {
      expect("value" in row && row.value.length).toBeLessThanOrEqual(ENTRIES_A_PAGE);
    }
    expect(await pages.ids()).toHaveLength(3);
  });

  it("keeps what is told at the same moment, in some order", async () => {
    const { audit } = open();
    await Promise.all(numbers(150).map((detail) => audit.append(entry(detail))));
    expect((await readAll(audit)).toSorted()).toEqual(numbers(150).toSorted());
  });

  it("has what is told twice once", async () => {
    const { audit } = open();
    await audit.append(entry("once", { source: "4000" }));
    await audit.append(entry("once", { source: "4000" }));
    await audit.append(entry("another", { source: "4000", action: "block" }));
    expect(await readAll(audit)).toEqual(["another", "once"]);
  });

  it("shows one member alone: what they did and what was done about them", async () => {
    const { audit } = open();
    for (const detail of numbers(250)) {
      const subject = Number(detail) % 50 === 0 ? { memberId: MEMBER } : {};
      await audit.append(entry(detail, { subject }));
    }
    await audit.append(entry("theirs", { by: MEMBER }));
    expect(await readAll(audit, MEMBER)).toEqual(["theirs", "200", "150", "100", "50", "0"]);
  });

  it("keeps guilds apart", async () => {
    const { audit } = open();
    await audit.append(entry("here"));
    await audit.append(entry("there", { guildId: OTHER_GUILD }));
    expect(await readAll(audit)).toEqual(["here"]);
    const { entries } = await audit.read(OTHER_GUILD, { limit: 10 });
    expect(entries.map(({ detail }) => detail)).toEqual(["there"]);
  });

  it("goes on where a process was killed between a new document and its head", async () => {
    const { audit, pages, heads } = open();
    for (const detail of numbers(ENTRIES_A_PAGE + 1)) await audit.append(entry(detail));
    await heads.set(GUILD, { page: 1 });
    await audit.append(entry("after"));
    const all = await readAll(audit);
    expect(all).toHaveLength(ENTRIES_A_PAGE + 2);
    expect(all[0]).toBe("after");
    expect(await pages.ids()).toHaveLength(2);
  });

  it("goes on beside what cannot be read any more", async () => {
    const { audit, cold } = open();
    for (const detail of numbers(ENTRIES_A_PAGE + 1)) await audit.append(entry(detail));
    await cold.set(`audit:${GUILD}:2`, "{broken");
    await cold.set(`audit-heads:${GUILD}`, "{broken");
    await audit.append(entry("after"));
    expect(await readAll(audit)).toEqual(["after", ...numbers(ENTRIES_A_PAGE).toReversed()]);
  });
});
