import { expect, onTestFinished, test } from "vitest";
import { openSqliteBackend } from "../../../src/stores/sqlite-backend.ts";
import { createStore } from "../../../src/stores/store.ts";
import { note, NoteSchema } from "./note.ts";
import { freshPath, onFile, recordingLog } from "./support.ts";

async function open() {
  const path = await freshPath();
  const store = createStore(await openSqliteBackend(path), recordingLog());
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  const others = store.collection("others", NoteSchema, { connection: "cold" });
  const keys = async (): Promise<unknown[]> =>
    onFile(path, "SELECT key FROM keyv WHERE key NOT LIKE 'keyv:%' ORDER BY key");
  const spoil = (key: string, text: string): Promise<unknown[]> =>
    onFile(path, `INSERT INTO keyv (key, value) VALUES ('${key}', '${text}')`);
  return { notes, others, keys, spoil };
}

test("a record is removed by what its text says, whether it can be read or not", async () => {
  const { notes, keys, spoil } = await open();
  await notes.set("1", note("of somebody"));
  await spoil("notes:2", "{ somebody, broken");
  await spoil("notes:3", "{ nobody, broken");
  const isOf = (text: string): boolean => text.includes("somebody");
  const removed = [];
  for (const id of ["1", "2", "3", "4"]) removed.push(await notes.deleteIf(id, isOf));
  expect(removed).toEqual([true, true, false, false]);
  expect(await keys()).toEqual([{ key: "notes:3" }]);
});

test("what was set aside is removed by its id and by what its text says", async () => {
  const { notes, others, keys, spoil } = await open();
  await spoil("notes:1", "{ broken");
  await spoil("notes:2:a", "{ somebody, broken");
  await spoil("notes:3", "{ nobody, broken");
  await spoil("others:1", "{ broken");
  for (const id of ["1", "2:a", "3"]) await notes.setAside(id);
  await others.setAside("1");
  const seen: string[] = [];
  const dropped = await notes.dropAside((id, text) => {
    seen.push(id);
    return id === "1" || text.includes("somebody");
  });
  expect(dropped).toBe(2);
  expect(seen.toSorted()).toEqual(["1", "2:a", "3"]);
  expect(await keys()).toEqual([
    { key: expect.stringMatching(/^broken:notes:3:/) as string },
    { key: expect.stringMatching(/^broken:others:1:/) as string },
  ]);
});
