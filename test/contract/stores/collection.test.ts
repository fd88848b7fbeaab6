import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { Backend } from "../../../src/stores/backend.ts";
import { BrokenRecordError, StoreClosedError } from "../../../src/stores/errors.ts";
import { openMemoryBackend } from "../../../src/stores/memory-backend.ts";
import { openSqliteBackend } from "../../../src/stores/sqlite-backend.ts";
import { createStore, type Store } from "../../../src/stores/store.ts";
import { note, NoteSchema } from "./note.ts";
import { collect, freshPath, recordingLog, sorted } from "./support.ts";

const BACKENDS: [string, () => Promise<Backend>][] = [
  ["sqlite", async () => openSqliteBackend(await freshPath())],
  ["memory", async () => openMemoryBackend()],
];

describe.each(BACKENDS)("a collection in %s", (_name, openBackend) => {
  async function open(): Promise<{
    store: Store;
    backend: Backend;
    log: ReturnType<typeof recordingLog>;
  }> {
    const backend = await openBackend();
    const log = recordingLog();
    const store = createStore(backend, log);
    onTestFinished(() => store.close());
    return { store, backend, log };
  }

  async function openNotes() {
    const opened = await open();
    return {
      ...opened,
      notes: opened.store.collection("notes", NoteSchema, { connection: "hot" }),
    };
  }

  describe("one record", () => {
    test("is read as it was written", async () => {
      const { notes } = await openNotes();
      const odd = note(`:base64:"quotes" \u{1f3ac} \n ${"x".repeat(20_000)}`, -7);
      await notes.set("1", odd);
      expect(await notes.get("1")).toEqual(odd);
    });

    test("is undefined where there is none", async () => {
      const { notes } = await openNotes();
      expect(await notes.get("1")).toBeUndefined();
    });

    test("is gone after a delete, and deleting it again does no harm", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      await notes.delete("1");
      await notes.delete("1");
      expect(await notes.get("1")).toBeUndefined();
    });

    test("is not changed by changing the object it was written from", async () => {
      const { notes } = await openNotes();
      const value = note("a");
      await notes.set("1", value);
      value.text = "b";
      expect(await notes.get("1")).toEqual(note("a"));
    });

    test("may be any JSON value, not only an object", async () => {
      const { store } = await open();
      const pages = store.collection("pages", z.array(z.string()), { connection: "cold" });
      await pages.set("1", ["a", ":b"]);
      expect(await pages.get("1")).toEqual(["a", ":b"]);
    });

    test.each(["%", "_", "notes:1", "a:b", "'; --", "\u{10000}", "ä"])(
      "may have the id %j",
      async (id) => {
        const { notes } = await openNotes();
        await notes.set(id, note("this"));
        await notes.set("1", note("other"));
        await notes.delete("1");
        expect(await notes.get(id)).toEqual(note("this"));
        expect(await notes.getMany([id])).toEqual([{ id, value: note("this") }]);
        expect(await collect(notes.readAll())).toEqual([{ id, value: note("this") }]);
      },
    );

    test.each([
      ["nothing", ""],
      ["161 characters", "x".repeat(161)],
    ])("may not have an id of %s", async (_what, id) => {
      const { notes } = await openNotes();
      await expect(notes.set(id, note("a"))).rejects.toThrow(RangeError);
      await expect(notes.get(id)).rejects.toThrow(RangeError);
    });
  });

  describe("a record that breaks its schema", () => {
    test.each([
      ["of a wrong type", { text: "a", count: "one" }],
      ["that JSON cannot carry", { text: "a", count: Number.NaN }],
      ["that is no JSON at all", { text: "a", count: 1n }],
    ])("is refused by set and changes nothing: %s", async (_what, bad) => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      await expect(notes.set("1", bad as never)).rejects.toThrow(BrokenRecordError);
      expect(await notes.get("1")).toEqual(note("a"));
    });

    test("is refused by update and changes nothing", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      await expect(notes.update("1", () => note("b", 0.5))).rejects.toThrow("notes/1: count");
      expect(await notes.get("1")).toEqual(note("a"));
    });

    test("loses what its schema does not know before it is stored", async () => {
      const { notes, backend } = await openNotes();
      await notes.set("1", { ...note("a"), secret: "hush" } as never);
      expect(await backend.connections.hot.get("notes:1")).not.toContain("hush");
    });
  });

  describe("update", () => {
    test("sees the record, stores what it becomes and hands that back", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a", 1));
      const after = await notes.update("1", (it) => it && { ...it, count: it.count + 1 });
      expect(after).toEqual(note("a", 2));
      expect(await notes.get("1")).toEqual(note("a", 2));
    });

    test("makes a record where there is none", async () => {
      const { notes } = await openNotes();
      expect(await notes.update("1", (it) => it ?? note("new"))).toEqual(note("new"));
      expect(await notes.get("1")).toEqual(note("new"));
    });

    test("leaves the record alone where the change is undefined, whatever was done to it", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      const after = await notes.update("1", (it) => {
        if (it) it.text = "scribbled";
        return undefined;
      });
      expect(after).toEqual(note("a"));
      expect(await notes.get("1")).toEqual(note("a"));
    });

    test("loses no change of one record when many come at once", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a", 0));
      const changes = Array.from({ length: 100 }, () =>
        notes.update("1", (it) => it && { ...it, count: it.count + 1 }),
      );
      const seen = await Promise.all(changes);
      expect(await notes.get("1")).toEqual(note("a", 100));
      expect(seen.map((it) => it?.count)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    });

    test("keeps the order of set, update and delete as they were asked for", async () => {
      const { notes } = await openNotes();
      await Promise.all([
        notes.set("1", note("a", 1)),
        notes.update("1", (it) => it && { ...it, count: it.count + 1 }),
        notes.delete("1"),
        notes.update("1", (it) => it ?? note("after the delete")),
      ]);
      expect(await notes.get("1")).toEqual(note("after the delete"));
    });

    test("that throws changes nothing and lets the next one through", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a", 1));
      const failing = notes.update("1", () => {
        throw new Error("no");
      });
      const next = notes.update("1", (it) => it && { ...it, count: it.count + 1 });
      await expect(failing).rejects.toThrow("no");
      expect(await next).toEqual(note("a", 2));
    });
  });

  describe("many records", () => {
    test("come in the order asked for, the missing left out", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      await notes.set("3", note("c"));
      expect(await notes.getMany(["3", "2", "1"])).toEqual([
        { id: "3", value: note("c") },
        { id: "1", value: note("a") },
      ]);
    });

    test("are all read, more than one batch of them, and none of another collection", async () => {
      const { store, notes } = await openNotes();
      const other = store.collection("notes-too", NoteSchema, { connection: "hot" });
      await other.set("1", note("other"));
      const ids = Array.from({ length: 1_234 }, (_, n) => `${n}`);
      await Promise.all(ids.map((id) => notes.set(id, note(id))));
      const { values } = await sorted(notes.readAll());
      expect(values).toEqual(Object.fromEntries(ids.map((id) => [id, note(id)])));
      expect((await notes.getMany(ids)).map(({ id }) => id)).toEqual(ids);
    });

    test("may be deleted while they are read: none slips through", async () => {
      const { notes } = await openNotes();
      const ids = Array.from({ length: 1_100 }, (_, n) => `${n}`);
      await Promise.all(ids.map((id) => notes.set(id, note(id))));
      const seen: string[] = [];
      for await (const { id } of notes.readAll()) {
        seen.push(id);
        await notes.delete(id);
      }
      expect(seen.sort()).toEqual([...ids].sort());
      expect(await collect(notes.readAll())).toEqual([]);
    });
  });

  describe("a record that cannot be read", () => {
    const BROKEN_TEXTS = [
      ["half a JSON", '{"version":1,"record":{"text":"hush'],
      ["nothing", ""],
      ["another JSON", '"hush"'],
      ["a record of another shape", '{"version":1,"record":{"words":"hush"}}'],
      ["no version", '{"record":{"text":"hush","count":1}}'],
    ] as const;

    test.each(BROKEN_TEXTS)("hides none of the others: %s", async (_what, text) => {
      const { notes, backend } = await openNotes();
      await notes.set("1", note("a"));
      await backend.connections.hot.set("notes:2", text);
      await notes.set("3", note("c"));
      expect(await sorted(notes.readAll())).toEqual({
        values: { 1: note("a"), 3: note("c") },
        broken: ["2"],
      });
    });

    test.each(BROKEN_TEXTS)("is refused without being quoted: %s", async (_what, text) => {
      const { notes, backend } = await openNotes();
      await backend.connections.hot.set("notes:2", text);
      const error: unknown = await notes.get("2").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(BrokenRecordError);
      expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain("hush");
      expect((error as Error).message).toContain("notes/2");
      await expect(notes.update("2", () => note("b"))).rejects.toThrow(BrokenRecordError);
    });

    test("hides none of the others by a key that no record of ours can have", async () => {
      const { notes, backend } = await openNotes();
      await notes.set("1", note("a"));
      const id = "x".repeat(300);
      await backend.connections.hot.set(`notes:${id}`, "garbage");
      expect(await sorted(notes.readAll())).toEqual({ values: { 1: note("a") }, broken: [id] });
    });

    test("is set aside: its bytes kept, the collection clean, the log told", async () => {
      const { notes, backend, log } = await openNotes();
      await backend.connections.hot.set("notes:2", "garbage");
      expect(await notes.setAside("2")).toBe(true);
      expect(await collect(notes.readAll())).toEqual([]);
      expect(await notes.get("2")).toBeUndefined();
      const [aside = ""] = await backend.connections.hot.keys("broken:");
      expect(aside).toMatch(/^broken:notes:2:/);
      expect(await backend.connections.hot.get(aside)).toBe("garbage");
      expect(log.lines).toMatchObject([{ level: "error", facts: { record: "notes/2", aside } }]);
    });

    test("is kept beside an earlier one of the same id", async () => {
      const { notes, backend } = await openNotes();
      for (const text of ["garbage", "rubbish", "garbage"]) {
        await backend.connections.hot.set("notes:2", text);
        await notes.setAside("2");
      }
      const keys = await backend.connections.hot.keys("broken:notes:2:");
      const texts = await backend.connections.hot.getMany(keys);
      expect(texts).toHaveLength(2);
      expect(new Set(texts)).toEqual(new Set(["garbage", "rubbish"]));
    });

    test("is the only kind that is set aside", async () => {
      const { notes } = await openNotes();
      await notes.set("1", note("a"));
      expect(await notes.setAside("1")).toBe(false);
      expect(await notes.setAside("2")).toBe(false);
      expect(await notes.get("1")).toEqual(note("a"));
    });
  });

  describe("a record of another version", () => {
    const OldSchema = z.object({ words: z.string() });
    const migrate = [
      (old: unknown) => ({ text: OldSchema.parse(old).words }),
      (old: unknown) => ({ ...(old as object), count: 3 }),
    ];

    async function openNewer(text: string) {
      const opened = await open();
      await opened.backend.connections.hot.set("notes:1", text);
      const notes = opened.store.collection("notes", NoteSchema, {
        connection: "hot",
        version: 3,
        migrate,
      });
      return { ...opened, notes };
    }

    test("goes through every step since", async () => {
      const { notes } = await openNewer('{"version":1,"record":{"words":"a"}}');
      expect(await notes.get("1")).toEqual(note("a", 3));
      expect(await sorted(notes.readAll())).toEqual({ values: { 1: note("a", 3) }, broken: [] });
    });

    test("goes only through the steps it has not seen", async () => {
      const { notes } = await openNewer('{"version":2,"record":{"text":"a"}}');
      expect(await notes.get("1")).toEqual(note("a", 3));
    });

    test("is of the new version once it was written", async () => {
      const { notes, backend } = await openNewer('{"version":1,"record":{"words":"a"}}');
      await notes.update("1", (it) => it);
      expect(JSON.parse((await backend.connections.hot.get("notes:1")) ?? "")).toEqual({
        version: 3,
        record: note("a", 3),
      });
    });

    test("that no step can take is broken", async () => {
      const { notes } = await openNewer('{"version":1,"record":{"letters":"a"}}');
      await expect(notes.get("1")).rejects.toThrow(BrokenRecordError);
      expect((await sorted(notes.readAll())).broken).toEqual(["1"]);
    });

    test("that is newer is broken here and stays where the newer release will look", async () => {
      const { notes } = await openNewer('{"version":4,"record":{"text":"a","count":1}}');
      expect((await sorted(notes.readAll())).broken).toEqual(["1"]);
      await expect(notes.update("1", () => note("b"))).rejects.toThrow("of version 4");
      expect(await notes.setAside("1")).toBe(false);
      expect((await sorted(notes.readAll())).broken).toEqual(["1"]);
    });

    test("needs a step for each version", async () => {
      const { store } = await open();
      expect(() =>
        store.collection("notes", NoteSchema, { connection: "hot", version: 2 }),
      ).toThrow("needs 1 migrations and has 0");
    });
  });

  describe("names", () => {
    test("are given once", async () => {
      const { store } = await openNotes();
      expect(() => store.collection("notes", NoteSchema, { connection: "cold" })).toThrow(
        'there is a collection "notes" already',
      );
    });

    test.each(["broken", "", "a:b", "x".repeat(41)])("cannot be %j", async (name) => {
      const { store } = await open();
      expect(() => store.collection(name, NoteSchema, { connection: "hot" })).toThrow(`"${name}"`);
    });

    test("keep hot and cold collections apart", async () => {
      const { store, notes } = await openNotes();
      const archive = store.collection("archive", NoteSchema, { connection: "cold" });
      await notes.set("1", note("hot"));
      await archive.set("1", note("cold"));
      expect(await notes.get("1")).toEqual(note("hot"));
      expect(await archive.get("1")).toEqual(note("cold"));
      expect(await collect(archive.readAll())).toHaveLength(1);
    });
  });

  describe("closing", () => {
    test("waits for changes that were asked for before", async () => {
      const { store, notes } = await openNotes();
      const changes = Array.from({ length: 50 }, (_, n) =>
        notes.update(`${n % 5}`, (it) => note("a", (it?.count ?? 0) + 1)),
      );
      const closed = store.close();
      const results = await Promise.all(changes);
      await closed;
      expect(Math.max(...results.map((it) => it?.count ?? 0))).toBe(10);
    });

    test("refuses everything after it", async () => {
      const { store, notes } = await openNotes();
      await store.close();
      await expect(notes.get("1")).rejects.toThrow(StoreClosedError);
      await expect(notes.set("1", note("a"))).rejects.toThrow(StoreClosedError);
      await expect(notes.getMany(["1"])).rejects.toThrow(StoreClosedError);
      await expect(collect(notes.readAll())).rejects.toThrow(StoreClosedError);
    });

    test("is done once, however often it is asked for", async () => {
      const { store } = await openNotes();
      await Promise.all([store.close(), store.close()]);
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
});
