import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../src/stores/open-store.ts";
import { openSqliteBackend } from "../../../src/stores/sqlite-backend.ts";
import type { SqliteAdapter } from "../../../src/stores/sqlite-adapter.ts";
import { createStore, type Store } from "../../../src/stores/store.ts";
import type { StoredCollection } from "../../../src/stores/collection.ts";
import { note, NoteSchema, type Note } from "./note.ts";
import { collect, freshPath, onFile, recordingLog, sorted } from "./support.ts";

const PAGE_BYTES = 4_096;

/** Lists with this key among them cannot be read, as over a damaged page. */
function failOver(adapter: SqliteAdapter, key: string): void {
  const getMany = adapter.getMany.bind(adapter);
  adapter.getMany = (keys) =>
    keys.includes(key) ? Promise.reject(new Error("disk image is malformed")) : getMany(keys);
}

async function openNotes(path: string): Promise<{ store: Store; notes: StoredCollection<Note> }> {
  const store = await openStore(`sqlite://${path}`);
  onTestFinished(() => store.close());
  return { store, notes: store.collection("notes", NoteSchema, { connection: "hot" }) };
}

test("records are there after the store was closed and opened again", async () => {
  const path = await freshPath();
  const first = await openNotes(path);
  await first.notes.set("1", note("a"));
  await first.store.close();
  const second = await openNotes(path);
  expect(await second.notes.get("1")).toEqual(note("a"));
});

test("the folder of the store is made", async () => {
  const path = join(dirname(await freshPath()), "some", "where", "store.sqlite");
  const { notes } = await openNotes(path);
  await notes.set("1", note("a"));
  expect((await stat(path)).isFile()).toBe(true);
});

test("every connection waits for the disk at each commit, with a write-ahead log", async () => {
  const backend = await openSqliteBackend(await freshPath());
  onTestFinished(() => backend.close());
  for (const adapter of Object.values(backend.adapters)) {
    expect(await adapter.query("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    expect(await adapter.query("PRAGMA synchronous")).toEqual([{ synchronous: 2 }]);
    expect(await adapter.query("PRAGMA fullfsync")).toEqual([{ fullfsync: 1 }]);
    expect(await adapter.query("PRAGMA checkpoint_fullfsync")).toEqual([
      { checkpoint_fullfsync: 1 },
    ]);
    expect(await adapter.query("PRAGMA busy_timeout")).toEqual([{ timeout: 2_000 }]);
  }
});

test("many keys are listed page by page, and only those of the prefix", async () => {
  const backend = await openSqliteBackend(await freshPath());
  onTestFinished(() => backend.close());
  const { writer } = backend.adapters;
  await writer.query(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
     INSERT INTO keyv (key, value) SELECT 'notes:' || i, 'x' FROM n`,
  );
  await writer.query("INSERT INTO keyv (key, value) VALUES ('note:1', 'x'), ('notes-2:1', 'x')");
  const keys = await backend.connections.hot.keys("notes:");
  expect(new Set(keys)).toEqual(
    new Set(Array.from({ length: 12_000 }, (_, n) => `notes:${n + 1}`)),
  );
  expect(keys).toHaveLength(12_000);
});

test.each([
  ["a blob", "x'ff00fe'"],
  ["nothing at all", "NULL"],
  ["a number", "7"],
  ["invalid UTF-8", "CAST(x'7b22ff' AS TEXT)"],
])("a row that holds %s is broken, not missing", async (_what, value) => {
  const path = await freshPath();
  const first = await openNotes(path);
  await first.notes.set("1", note("a"));
  await first.store.close();
  await onFile(path, `INSERT INTO keyv (key, value) VALUES ('notes:2', ${value})`);
  const { notes } = await openNotes(path);
  await expect(notes.get("2")).rejects.toThrow("notes/2");
  expect(await sorted(notes.readAll())).toEqual({ values: { 1: note("a") }, broken: ["2"] });
});

test("a record set aside keeps its very bytes", async () => {
  const path = await freshPath();
  const first = await openNotes(path);
  await first.store.close();
  await onFile(path, "INSERT INTO keyv (key, value) VALUES ('notes:2', x'ff00fe')");
  const second = await openNotes(path);
  expect(await second.notes.setAside("2")).toBe(true);
  expect(await collect(second.notes.readAll())).toEqual([]);
  await second.store.close();
  expect(await onFile(path, "SELECT hex(value) AS bytes FROM keyv")).toEqual([{ bytes: "FF00FE" }]);
});

test.each([
  ["beside others", ["1", "3"]],
  ["that is the only one", []],
])("a damaged page takes only the record on it: one %s", async (_what, others) => {
  const path = await freshPath();
  const first = await openNotes(path);
  // Fills a chain of overflow pages, each of which begins with the number of the next.
  await first.notes.set("2", note("lost".repeat(5_000)));
  for (const id of others) await first.notes.set(id, note("safe"));
  await first.store.close();
  const bytes = await readFile(path);
  const page = Math.floor(bytes.indexOf("lost".repeat(1_000)) / PAGE_BYTES);
  bytes.writeUInt32BE(0x7fff_ffff, page * PAGE_BYTES);
  await writeFile(path, bytes);

  const { notes } = await openNotes(path);
  expect(await sorted(notes.readAll())).toEqual({
    values: Object.fromEntries(others.map((id) => [id, note("safe")])),
    broken: ["2"],
  });
});

test("a store that cannot be read at all says so, and calls no record broken", async () => {
  const backend = await openSqliteBackend(await freshPath());
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  await notes.set("1", note("a"));
  await backend.adapters.hot.query("ALTER TABLE keyv RENAME TO elsewhere");
  await expect(notes.getMany(["1"])).rejects.toThrow("no such table");
  await expect(collect(notes.readAll())).rejects.toThrow("no such table");
});

test("a store that cannot be read any more calls no record broken, whatever it was asked before", async () => {
  const backend = await openSqliteBackend(await freshPath());
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const { cold, hot } = backend.adapters;
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  await notes.set("1", note("a"));
  // A list that fails once, as over a damaged page: each is read alone, and so is what nobody has.
  failOver(cold, "notes:1");
  await notes.getMany(["1"]);
  await hot.query("ALTER TABLE keyv RENAME TO elsewhere");
  await expect(notes.getMany(["2"])).rejects.toThrow("no such table");
});

test("one batch that cannot be read is read record by record", async () => {
  const backend = await openSqliteBackend(await freshPath());
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const { cold } = backend.adapters;
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  await notes.set("1", note("a"));
  failOver(cold, "notes:1");
  expect(await notes.getMany(["1"])).toEqual([{ id: "1", value: note("a") }]);
});

test("a full disk fails the write, keeps the last record, and needs no restart to recover", async () => {
  const backend = await openSqliteBackend(await freshPath());
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  await notes.set("1", note("a"));
  const long = note("x".repeat(100_000));

  // SQLite's own limit to the size of the file gives the same error as a disk without room.
  await backend.adapters.writer.query("PRAGMA max_page_count = 1");
  await expect(notes.set("1", long)).rejects.toMatchObject({ code: "SQLITE_FULL" });
  await expect(notes.update("1", () => long)).rejects.toMatchObject({ code: "SQLITE_FULL" });
  expect(await notes.get("1")).toEqual(note("a"));

  await backend.adapters.writer.query("PRAGMA max_page_count = 100000");
  await notes.set("1", long);
  expect(await notes.get("1")).toEqual(long);
});

test("a read-only store fails writes and deletes, keeps the record, and recovers", async () => {
  const backend = await openSqliteBackend(await freshPath());
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "cold" });
  await notes.set("1", note("a"));

  await backend.adapters.writer.query("PRAGMA query_only = ON");
  await expect(notes.set("1", note("b"))).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  await expect(notes.delete("1")).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  expect(await notes.get("1")).toEqual(note("a"));

  await backend.adapters.writer.query("PRAGMA query_only = OFF");
  await notes.set("1", note("b"));
  expect(await notes.get("1")).toEqual(note("b"));
});

test("a write of another tool that does not end fails ours after the wait, and only then", async () => {
  const path = await freshPath();
  const backend = await openSqliteBackend(path, { busyTimeoutMs: 20 });
  const store = createStore(backend, recordingLog());
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  await notes.set("1", note("a"));

  await backend.adapters.cold.query("BEGIN IMMEDIATE");
  await expect(notes.set("1", note("b"))).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  expect(await notes.get("1")).toEqual(note("a"));
  await backend.adapters.cold.query("ROLLBACK");
  await notes.set("1", note("b"));
  expect(await notes.get("1")).toEqual(note("b"));
});

test.each([
  ["postgres://user:hush@host/db", "STORE_URL: postgres is not supported (yet): use sqlite://"],
  ["redis://:hush@host", "STORE_URL: redis is not supported (yet): use sqlite://"],
  ["hush", "STORE_URL is no address: use sqlite://"],
  ["", "STORE_URL is no address: use sqlite://"],
  ["sqlite://", "STORE_URL names no file: use sqlite://"],
  ["sqlite://:memory:", "STORE_URL names no file: use sqlite://"],
])("STORE_URL=%s is refused with a sentence that repeats no password", async (url, sentence) => {
  const error: unknown = await openStore(url).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain(sentence);
  expect((error as Error).message).not.toContain("hush");
});

test("a file that is no database is refused with a sentence, and left as it is", async () => {
  const path = await freshPath();
  await writeFile(path, "These are my notes, and no database at all. ".repeat(100));
  await expect(openStore(`sqlite://${path}`)).rejects.toThrow(
    `the store ${path} could not be opened: SQLITE_NOTADB`,
  );
  expect(await readFile(path, "utf8")).toContain("These are my notes");
});

test("a folder that cannot be made is named", async () => {
  const path = await freshPath();
  await writeFile(path, "a file");
  await expect(openStore(`sqlite://${join(path, "store.sqlite")}`)).rejects.toThrow(
    `the folder ${path} for the store could not be made`,
  );
});

test("a second store on the same file is refused, by whatever name it is called", async () => {
  const path = await freshPath();
  await openNotes(path);
  const other = join(dirname(path), "other-name.sqlite");
  await symlink(path, other);
  await expect(openStore(`sqlite://${path}`)).rejects.toThrow("another process uses the store");
  await expect(openStore(`sqlite://${other}`)).rejects.toThrow("another process uses the store");
});
