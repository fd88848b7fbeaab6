import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { backUp, type Places } from "../../../src/cli/backup/back-up.ts";
import { restore } from "../../../src/cli/backup/restore.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { startNpm, temporaryFolder } from "../process/start-process.ts";

const NOW = new Date("2026-01-02T03:04:05.678Z");
const SPOOLED = "spool/1/video.mp4";

const placesIn = (dataDir: string): Places => ({
  storePath: path.join(dataDir, "flipbook.sqlite"),
  dataDir,
});

/** What a bot keeps, with one word in its store. */
async function kept(word: string): Promise<Places> {
  const places = placesIn(await temporaryFolder());
  const store = await openStore(`sqlite://${places.storePath}`);
  await openCollections(store).galleryDays.set(word, []);
  await store.close();
  await mkdir(path.join(places.dataDir, "spool/1"), { recursive: true });
  await writeFile(path.join(places.dataDir, SPOOLED), word);
  await writeFile(path.join(places.dataDir, "spool/1/half.download.part"), "half");
  await writeFile(path.join(places.dataDir, "secret.key"), `${word.repeat(40)}\n`);
  return places;
}

async function backedUp(word: string): Promise<string> {
  const folder = path.join(await temporaryFolder(), "backup");
  await backUp(await kept(word), folder, NOW);
  return folder;
}

async function wordIn({ storePath }: Places): Promise<string[]> {
  const store = await openStore(`sqlite://${storePath}`);
  try {
    return await openCollections(store).galleryDays.ids();
  } finally {
    await store.close();
  }
}

const order = { replace: false, now: NOW };

test("a backup holds the store, the key and whole files, and tells what they are", async () => {
  const folder = await backedUp("old");
  const manifest = JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8")) as object;
  expect(manifest).toMatchObject({
    format: 1,
    createdAt: "2026-01-02T03:04:05.678Z",
    files: [{ path: "secret.key" }, { path: SPOOLED, bytes: 3 }, { path: "store.sqlite" }],
  });
});

test("a backup never writes over anything, and needs something to back up", async () => {
  const folder = await backedUp("old");
  const places = await kept("new");
  await expect(backUp(places, folder, NOW)).rejects.toThrow("exists already: name a new folder");
  const empty = placesIn(await temporaryFolder());
  await expect(backUp(empty, `${folder}-2`, NOW)).rejects.toThrow("nothing to back up");
  expect(await readdir(path.dirname(folder))).toEqual(["backup"]);
});

test("a backup of something that is no database leaves no folder behind", async () => {
  const places = await kept("old");
  await writeFile(places.storePath, "no database at all, but a long enough text to look at");
  const folder = path.join(await temporaryFolder(), "backup");
  await expect(backUp(places, folder, NOW)).rejects.toThrow("SQLITE_NOTADB");
  expect(await readdir(path.dirname(folder))).toEqual([]);
});

test("a restore into an empty place brings everything back", async () => {
  const places = placesIn(path.join(await temporaryFolder(), "data"));
  const { setAside } = await restore(places, await backedUp("old"), order);
  expect(setAside).toEqual([]);
  expect(await wordIn(places)).toEqual(["old"]);
  expect(await readFile(path.join(places.dataDir, SPOOLED), "utf8")).toBe("old");
  expect(await readFile(path.join(places.dataDir, "secret.key"), "utf8")).toMatch(/^(old){40}\n$/);
});

test("a restore over something asks for --replace first, and then sets it aside", async () => {
  const folder = await backedUp("old");
  const places = await kept("new");
  await expect(restore(places, folder, order)).rejects.toThrow(
    /^there is something already: .*flipbook\.sqlite, .*secret\.key, .*spool\. .* add --replace$/,
  );
  expect(await wordIn(places)).toEqual(["new"]);

  const { setAside } = await restore(places, folder, { ...order, replace: true });
  expect(await wordIn(places)).toEqual(["old"]);
  const [store = "", key = "", spool = ""] = setAside;
  expect(store).toBe(`${places.storePath}.replaced-2026-01-02T03-04-05-678Z`);
  expect(await wordIn({ ...places, storePath: store })).toEqual(["new"]);
  expect(await readFile(key, "utf8")).toContain("new");
  expect(await readFile(path.join(spool, "1/video.mp4"), "utf8")).toBe("new");
});

test.each([
  ["has changed", (folder: string) => writeFile(path.join(folder, SPOOLED), "odd")],
  ["is missing", (folder: string) => rm(path.join(folder, SPOOLED))],
])("a backup of which a file %s is refused, and nothing is touched", async (words, spoil) => {
  const folder = await backedUp("old");
  await spoil(folder);
  const places = await kept("new");
  const names = await readdir(places.dataDir);
  const restoring = restore(places, folder, { ...order, replace: true });
  await expect(restoring).rejects.toThrow(words);
  expect(await wordIn(places)).toEqual(["new"]);
  // The lock file, which stays where it is, is the only new one.
  const now = await readdir(places.dataDir);
  expect(now.filter((name) => !names.includes(name) && !name.endsWith(".lock"))).toEqual([]);
});

test.each(["../../outside", "spool/../../outside", "frames/a/../../../outside", "/etc/passwd"])(
  "a backup that wants to write to %s is refused",
  async (name) => {
    const folder = await backedUp("old");
    const file = path.join(folder, "manifest.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(SPOOLED, name));
    const restoring = restore(placesIn(await temporaryFolder()), folder, order);
    await expect(restoring).rejects.toThrow("it is damaged, or from a newer Flipbook");
  },
);

test("a folder that is no backup is refused", async () => {
  const restoring = restore(placesIn(await temporaryFolder()), await temporaryFolder(), order);
  await expect(restoring).rejects.toThrow("is no backup: it has no manifest.json");
});

test("nothing is restored under a bot that runs", async () => {
  const places = await kept("new");
  const folder = await backedUp("old");
  const bot = await openStore(`sqlite://${places.storePath}`);
  const restoring = restore(places, folder, { ...order, replace: true });
  await expect(restoring).rejects.toThrow(/another process uses the store .* stop the other first/);
  await bot.close();
  expect(await wordIn(places)).toEqual(["new"]);
});

test(
  "the two commands do it, and say in a sentence what is wrong",
  { timeout: 90_000 },
  async () => {
    const from = await kept("old");
    const to = path.join(await temporaryFolder(), "data");
    const folder = path.join(await temporaryFolder(), "backup");
    const run = (args: string[], dataDir: string) =>
      startNpm(["run", "--silent", ...args], {
        DATA_DIR: dataDir,
        STORE_URL: `sqlite://${path.join(dataDir, "flipbook.sqlite")}`,
      }).ended;

    const made = await run(["backup", "--", folder], from.dataDir);
    expect(made.output).toMatch(/^Backed up \d+ kB in 3 files to .*backup\nIt holds the key/);
    expect(made.code).toBe(0);
    const again = await run(["backup", "--", folder], from.dataDir);
    expect(again).toEqual({ code: 1, output: `${folder} exists already: name a new folder\n` });
    const put = await run(["restore", "--", folder], to);
    expect(put.output).toMatch(/^Restored \d+ kB in 3 files of 20.*\nStart the bot here, and/);
    expect(put.code).toBe(0);
    expect(await wordIn(placesIn(to))).toEqual(["old"]);
  },
);

test("a restore that cannot put everything in its place puts back what it moved", async () => {
  const folder = await backedUp("old");
  const places = await kept("new");
  // Where the videos of before would be set aside, something is.
  const stamp = NOW.toISOString().replaceAll(/[:.]/g, "-");
  const inTheWay = path.join(places.dataDir, `spool.replaced-${stamp}`);
  await mkdir(path.join(inTheWay, "1"), { recursive: true });
  await expect(restore(places, folder, { replace: true, now: NOW })).rejects.toThrow("ENOTEMPTY");
  expect(await wordIn(places)).toEqual(["new"]);
  expect(await readFile(path.join(places.dataDir, SPOOLED), "utf8")).toBe("new");
  expect(await readFile(path.join(places.dataDir, "secret.key"), "utf8")).toContain("newnew");
});
