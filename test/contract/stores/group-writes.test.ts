import { expect, onTestFinished, test } from "vitest";
import { openSqliteBackend } from "../../../src/stores/sqlite-backend.ts";
import { freshPath } from "./support.ts";

async function openBackend() {
  const backend = await openSqliteBackend(await freshPath());
  onTestFinished(() => backend.close());
  return { connection: backend.connections.cold, writer: backend.adapters.writer };
}

test("of several writes to one key in one moment the last one stands", async () => {
  const { connection } = await openBackend();
  await Promise.all([
    connection.set("a:1", "first"),
    connection.delete("a:1"),
    connection.set("a:1", "last"),
    connection.set("a:2", "gone"),
    connection.delete("a:2"),
  ]);
  expect(await connection.get("a:1")).toBe("last");
  expect(await connection.get("a:2")).toBeUndefined();
});

test("a move takes what the writes before it left, and not what comes after it", async () => {
  const { connection } = await openBackend();
  await Promise.all([
    connection.set("a:1", "moved"),
    connection.move("a:1", "b:1"),
    connection.set("a:1", "new"),
  ]);
  expect(await connection.getMany(["a:1", "b:1"])).toEqual(["new", "moved"]);
});

test("a write that cannot be done fails alone", async () => {
  const { connection, writer } = await openBackend();
  await writer.query(
    "CREATE TRIGGER no BEFORE INSERT ON keyv WHEN new.key = 'a:2' BEGIN SELECT RAISE(ABORT, 'not this one'); END",
  );
  const written = await Promise.allSettled([
    connection.set("a:1", "1"),
    connection.set("a:2", "2"),
    connection.set("a:3", "3"),
    connection.delete("a:4"),
  ]);
  expect(written.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(await connection.getMany(["a:1", "a:2", "a:3"])).toEqual(["1", undefined, "3"]);
  await connection.set("a:5", "5");
  expect(await connection.get("a:5")).toBe("5");
});

test("a thousand writes at once are all there when they say so", async () => {
  const { connection } = await openBackend();
  const ids = Array.from({ length: 1000 }, (_, n) => `a:${n}`);
  const readBack = await Promise.all(
    ids.map(async (id) => {
      await connection.set(id, `text of ${id}`);
      return connection.get(id);
    }),
  );
  expect(readBack).toEqual(ids.map((id) => `text of ${id}`));
});

test("while another tool holds the store, what waits fails after one wait, and not after one each", async () => {
  const backend = await openSqliteBackend(await freshPath(), { busyTimeoutMs: 20 });
  onTestFinished(() => backend.close());
  const { cold, writer } = backend.adapters;
  const { query } = writer;
  let statements = 0;
  writer.query = (...given) => {
    statements += 1;
    return query(...given);
  };
  await cold.query("BEGIN IMMEDIATE");
  const keys = Array.from({ length: 50 }, (_, index) => `a:${index}`);
  const written = await Promise.allSettled(
    keys.map((key) => backend.connections.hot.set(key, "1")),
  );
  expect(written.map(({ status }) => status)).toEqual(keys.map(() => "rejected"));
  expect(statements).toBe(1);
  await cold.query("ROLLBACK");
  await backend.connections.hot.set("a:0", "2");
  expect(await backend.connections.hot.getMany(["a:0", "a:1"])).toEqual(["2", undefined]);
});
