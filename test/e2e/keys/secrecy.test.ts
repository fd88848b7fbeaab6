import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { NEXT_KEY, OWN_KEY, stageWithKeys } from "./support.ts";

/** What nobody may see of a key: all but the ends that are shown. */
const inner = (key: string): string => key.slice(4, -4);

test("an own key is in no line of the log, no message, no request to Discord and no file", async () => {
  const stage = await stageWithKeys({ env: { LOG_LEVEL: "debug" } });
  const { runware, discord } = stage;
  await stage.enterKey(OWN_KEY);
  await (await ask(stage)).over();
  // Refused and failing in every way that may quote it.
  runware.faults.next({
    do: { status: 401, body: { errors: [{ code: "invalidApiKey", message: `no: ${OWN_KEY}` }] } },
  });
  await (await ask(stage)).over();
  runware.revokeKey(OWN_KEY);
  await (await ask(stage)).over();
  await stage.shownKey();
  await stage.enterKey(NEXT_KEY);
  await stage.stopBot();
  await stage.startBot();
  await (await ask(stage)).over();
  await stage.stopBot();

  const log = JSON.stringify(stage.log.lines);
  const messages = JSON.stringify(
    [...discord.world.channels.values()].map((channel) => [...channel.messages.values()]),
    (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value),
  );
  const wire = JSON.stringify(discord.wire.entries);
  const files = await contents(stage.dataDir);
  expect(log).toContain("runware answered");
  expect(wire).toContain("OwnK…3456");
  expect(files).toContain("OwnK…3456");
  for (const [what, text] of Object.entries({ log, messages, wire, files })) {
    for (const key of [OWN_KEY, NEXT_KEY]) {
      expect(text.includes(inner(key)), `${inner(key)} in the ${what}`).toBe(false);
    }
  }
});

/** Every file of the bot's folder, as bytes. */
async function contents(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(path.join(entry.parentPath, entry.name), "utf8")),
  );
  return texts.join("\n");
}
