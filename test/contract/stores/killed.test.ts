import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../src/stores/open-store.ts";
import { NoteSchema } from "./note.ts";
import { freshPath, sorted } from "./support.ts";

const SCRIPT = fileURLToPath(new URL("hold-store.ts", import.meta.url));

/** Another process that has the store open and writes to it; resolves at its `count`th record. */
async function holdInChild(url: string, count: number) {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  const stored: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (line !== "open") stored.push(line);
    if (stored.length === count) break;
  }
  expect(stored).toHaveLength(count);
  return { stored, kill };
}

test("a store that another process has is refused with one clear sentence", async () => {
  const path = await freshPath();
  await holdInChild(`sqlite://${path}`, 1);
  await expect(openStore(`sqlite://${path}`)).rejects.toThrow(
    `another process uses the store ${path}: only one bot may run on it, stop the other first`,
  );
});

test("a store whose process was killed opens at once, with every record it said was stored", async () => {
  const url = `sqlite://${await freshPath()}`;
  const { stored, kill } = await holdInChild(url, 200);
  await kill();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  const notes = store.collection("notes", NoteSchema, { connection: "hot" });
  const { values, broken } = await sorted(notes.readAll());
  expect(broken).toEqual([]);
  expect(values).toMatchObject(
    Object.fromEntries(stored.map((id) => [id, { text: `record ${id}`, count: Number(id) }])),
  );
});

test("a store that was closed can be opened by the next", async () => {
  const url = `sqlite://${await freshPath()}`;
  for (let n = 0; n < 3; n += 1) {
    const store = await openStore(url);
    await store.close();
  }
  const last = await openStore(url);
  await expect(last.close()).resolves.toBeUndefined();
});
