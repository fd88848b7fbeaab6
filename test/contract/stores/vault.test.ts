import { expect, test } from "vitest";
import { createLogLines } from "../../support/log-lines.ts";
import { systemClock } from "../../../src/clock.ts";
import type { KeyVault } from "../../../src/policy/keys/key-vault.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { openVault, SealedKeySchema, type SealedKey } from "../../../src/stores/vault.ts";
import { freshPath, onFile } from "./support.ts";

const SECRET = "a secret of the operator, 32 characters or more";
const KEY = "Abcd1234Efgh5678Ijkl9012Mnop3456";
const GUILD = "222222222222222222";

/** Opens the vault on a file, hands it over, and gives the file free again. */
async function withVault<T>(
  path: string,
  act: (vault: KeyVault, log: ReturnType<typeof createLogLines>) => Promise<T> | T,
  secretKey = SECRET,
): Promise<T> {
  const store = await openStore(`sqlite://${path}`);
  const log = createLogLines();
  try {
    const keys = store.collection("keys", SealedKeySchema, { connection: "cold" });
    const vault = await openVault({
      store: keys,
      secretKey,
      clock: systemClock,
      log: log.log,
      hide: (secret) => log.log.hide(secret),
    });
    return await act(vault, log);
  } finally {
    await store.close();
  }
}

const added = (path: string): Promise<string> =>
  withVault(path, (vault) => vault.add({ guildId: GUILD, key: KEY, addedBy: "4" }));

async function rewrite(path: string, change: (entry: SealedKey) => SealedKey): Promise<void> {
  const store = await openStore(`sqlite://${path}`);
  const keys = store.collection("keys", SealedKeySchema, { connection: "cold" });
  for await (const row of keys.readAll()) {
    if ("value" in row) await keys.set(row.id, change(row.value));
  }
  await store.close();
}

test("a key is read again after a restart", async () => {
  const path = await freshPath();
  const keyId = await added(path);
  expect(await withVault(path, (vault) => vault.open(keyId))).toBe(KEY);
});

test("what people may see of a key is no more than its ends", async () => {
  const path = await freshPath();
  await added(path);
  const [facts] = await withVault(path, (vault) => vault.list());
  expect(facts).toMatchObject({ guildId: GUILD, masked: "Abcd…3456", addedBy: "4" });
  expect(JSON.stringify(facts)).not.toContain(KEY.slice(4, -4));
});

test("nothing is shown of a short key", async () => {
  const path = await freshPath();
  await withVault(path, (vault) =>
    vault.add({ guildId: GUILD, key: "Abcd1234Efgh5678", addedBy: "4" }),
  );
  expect(await withVault(path, (vault) => vault.list()[0]?.masked)).toBe("…");
});

test("the file of the store does not hold the key, nor any part of it", async () => {
  const path = await freshPath();
  await added(path);
  const rows = JSON.stringify(await onFile(path, "SELECT value FROM keyv"));
  expect(rows).toContain("Abcd…3456");
  expect(rows).not.toContain(KEY.slice(8, 24));
  expect(rows).not.toContain(Buffer.from(KEY).toString("base64").slice(8, 24));
});

test("two keys of the same characters are sealed differently", async () => {
  const path = await freshPath();
  await added(path);
  await added(path);
  const rows = (await onFile(path, "SELECT value FROM keyv")) as { value: string }[];
  const sealed = rows.map(({ value }) => /"sealed":"([^"]+)"/.exec(value)?.[1]);
  expect(new Set(sealed).size).toBe(2);
});

test("another SECRET_KEY opens nothing, loses nothing, and the log says so", async () => {
  const path = await freshPath();
  const keyId = await added(path);
  await withVault(
    path,
    (vault, log) => {
      expect(vault.open(keyId)).toBeUndefined();
      expect(vault.list()).toHaveLength(1);
      expect(log.lines).toMatchObject([
        { level: "error", keyId, guildId: GUILD, msg: expect.stringContaining("SECRET_KEY") },
      ]);
    },
    "another secret of 32 characters or more",
  );
  expect(await withVault(path, (vault) => vault.open(keyId))).toBe(KEY);
});

test("a record that was moved to another guild opens nothing there", async () => {
  const path = await freshPath();
  const keyId = await added(path);
  await rewrite(path, (entry) => ({ ...entry, guildId: "333333333333333333" }));
  expect(await withVault(path, (vault) => vault.open(keyId))).toBeUndefined();
});

test("a record that was put in another one's place opens nothing there", async () => {
  const path = await freshPath();
  const [first, second] = [await added(path), await added(path)];
  const store = await openStore(`sqlite://${path}`);
  const keys = store.collection("keys", SealedKeySchema, { connection: "cold" });
  const stolen = await keys.get(first);
  if (stolen !== undefined) await keys.set(second, stolen);
  await store.close();
  expect(await withVault(path, (vault) => vault.open(second))).toBeUndefined();
});

test.each([
  [
    "one changed byte",
    (sealed: string) =>
      `${sealed.slice(0, 50)}${sealed[50] === "A" ? "B" : "A"}${sealed.slice(51)}`,
  ],
  ["a cut end", (sealed: string) => sealed.slice(0, -8)],
  ["too little to be anything", () => "AAAA"],
  ["nothing", () => ""],
])("a sealed key with %s opens nothing", async (_what, damage) => {
  const path = await freshPath();
  const keyId = await added(path);
  await rewrite(path, (entry) => {
    const sealed = damage(entry.sealed);
    expect(sealed).not.toBe(entry.sealed);
    return { ...entry, sealed };
  });
  expect(await withVault(path, (vault) => vault.open(keyId))).toBeUndefined();
});

test("a record that is no record is logged, and hides no other", async () => {
  const path = await freshPath();
  const broken = await added(path);
  await onFile(path, "UPDATE keyv SET value = 'no record' WHERE key = ?", `keys:${broken}`);
  const keyId = await added(path);
  await withVault(path, (vault, log) => {
    expect(vault.open(keyId)).toBe(KEY);
    expect(vault.open(broken)).toBeUndefined();
    expect(log.lines).toMatchObject([{ level: "error", keyId: broken }]);
  });
});

test("a retired key can still be opened, and keeps the time of its retirement", async () => {
  const path = await freshPath();
  const keyId = await added(path);
  await withVault(path, (vault) => vault.retire(keyId));
  const first = await withVault(path, (vault) => vault.list()[0]?.retiredAt);
  await withVault(path, (vault) => vault.retire(keyId));
  await withVault(path, (vault) => {
    expect(vault.open(keyId)).toBe(KEY);
    expect(vault.list()[0]?.retiredAt).toBe(first);
    expect(first).toBeTypeOf("number");
  });
});

test("a removed key is gone from the file", async () => {
  const path = await freshPath();
  const keyId = await added(path);
  await withVault(path, (vault) => vault.remove(keyId));
  expect(await onFile(path, "SELECT key FROM keyv")).toEqual([]);
});

test("a key that was learned is blotted out of the log from then on", async () => {
  const path = await freshPath();
  await withVault(path, async (vault, log) => {
    await vault.add({ guildId: GUILD, key: KEY, addedBy: "4" });
    log.log.info({ said: `the key is ${KEY}` }, "a slip");
    expect(log.lines).toMatchObject([{ said: "the key is [secret]" }]);
  });
  await withVault(path, (_vault, log) => {
    log.log.info({ said: `the key is ${KEY}` }, "a slip after a restart");
    expect(log.lines).toMatchObject([{ said: "the key is [secret]" }]);
  });
});
