import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";
import { openPage, untilOnline } from "./support/page.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "flipbook-kept-"));
  onTestFinished(() => rm(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

async function open(dataDir: string): Promise<Playground> {
  const opened = await openPlayground({ root, port: 0, dataDir, render: "tiny", renderMs: 500 });
  onTestFinished(() => opened.close());
  return opened;
}

test("a card of the last time is there the next time, plays, and its buttons work", async () => {
  const dataDir = await folder();
  const first = await open(dataDir);
  const before = openPage(first, "member");
  await untilOnline(before);
  const channelId = await before.channel("videos");
  const options = { prompt: "a boat that comes back", resolution: "360p" };
  const answer = await before.post("/api/slash", { channelId, path: "video", options });
  if (answer.kind !== "message") throw new Error(`answered with ${answer.kind}`);
  const { messageId } = answer;
  const card = await before.waitFor(
    channelId,
    ({ id, attachments }) => id === messageId && attachments.length > 0,
  );
  await first.close();

  const second = await open(dataDir);
  const after = openPage(second, "member");
  expect(after.as).toBe(before.as);
  const again = (await after.messages(channelId)).find(({ id }) => id === messageId);
  expect(again?.attachments[0]?.filename).toBe(card.attachments[0]?.filename);
  expect((await fetch(again?.attachments[0]?.url ?? "")).status).toBe(200);

  await untilOnline(after);
  const customId = /"custom_id":"(remix:\d+)"/.exec(JSON.stringify(again?.components))?.[1];
  const pressed = await after.post("/api/press", { channelId, messageId, customId });
  expect(pressed.kind).toBe("modal");
}, 120_000);

test("a folder that holds something else is a sentence, and is left as it is", async () => {
  const dataDir = await folder();
  await writeFile(path.join(dataDir, "world.bin"), "something else");
  await expect(openPlayground({ root, port: 0, dataDir, startsBot: false })).rejects.toThrow(
    "cannot be read. Choose another folder for --data.",
  );
});
