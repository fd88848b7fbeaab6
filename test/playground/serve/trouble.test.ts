import { fileURLToPath } from "node:url";
import type { APIMessage } from "discord-api-types/v10";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";
import type { BotView, Switches, WireView } from "../../../playground/web/api.ts";
import { textOf } from "../../support/cards.ts";
import { openPage, type Page, untilOnline } from "./support/page.ts";
import { PATIENCE } from "./support/patience.ts";

let playground: Playground;
let member: Page;
let videos: string;

const hasVideo = ({ attachments }: APIMessage): boolean => attachments.length > 0;

beforeAll(async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  playground = await openPlayground({ root, port: 0, render: "tiny", renderMs: 500 });
  member = openPage(playground, "member");
  videos = await member.channel("videos");
  await untilOnline(member);
}, 90_000);

afterAll(async () => {
  await playground.close();
}, 90_000);

/** Types `/video`; answers with the id of its card. */
async function ask(prompt: string): Promise<string> {
  const options = { prompt, resolution: "360p" };
  const answer = await member.post("/api/slash", { channelId: videos, path: "video", options });
  if (answer.kind !== "message") throw new Error(`answered with ${answer.kind}`);
  return answer.messageId;
}

/** A card of which Runware has the task, and which says so. */
async function begin(prompt: string): Promise<string> {
  const id = await ask(prompt);
  await playground.runware.waitForTask(({ job }) => job.prompt === prompt);
  await member.waitFor(videos, (one) => one.id === id && textOf(one).includes("Rendering"));
  return id;
}

const bot = (act: string) => member.post<BotView>("/api/bot", { do: act });

test("a card of a bot that was killed gets its video from the one that is started after", async () => {
  playground.runware.hold();
  const id = await begin("a boat that waits");
  const events = await member.listen();
  expect(await bot("kill")).toMatchObject({ state: "stopped", note: "Killed by SIGKILL." });
  await playground.runware.release();

  expect((await member.messages(videos)).find((one) => one.id === id)?.attachments).toEqual([]);
  expect(await bot("start")).toMatchObject({ state: "starting", starts: 2 });
  await member.waitFor(videos, (one) => one.id === id && hasVideo(one));
  const states = events.heard.flatMap((event) => (event.type === "bot" ? [event.bot.state] : []));
  expect(states).toEqual(["stopped", "starting", "online"]);
}, 90_000);

test("a bot that is not there leaves a command without an answer", async () => {
  await bot("stop");
  const slash = { channelId: videos, path: "usage mine", options: {} };
  const answer = member.post("/api/slash", slash);
  await expect
    .poll(async () => {
      const { lines } = await member.get<WireView>("/api/wire");
      return lines.at(-1)?.title;
    }, PATIENCE)
    .toBe("/usage mine");
  // Discord's three seconds, without waiting for them.
  await member.post("/api/clock/advance", { ms: 3_000 });
  expect(await answer).toEqual({ kind: "noAnswer", text: "The application did not respond" });
  await bot("restart");
  await untilOnline(member);
  expect((await member.post("/api/slash", slash)).kind).toBe("message");
}, 90_000);

test("a card whose token has died still gets its video", async () => {
  playground.runware.hold();
  const id = await begin("a token that dies");
  await member.post("/api/tokens/expire", {});
  await playground.runware.release();
  const card = await member.waitFor(videos, (one) => one.id === id && hasVideo(one));
  expect(card.attachments).toHaveLength(1);
}, 90_000);

test("the clock of the local servers goes ahead, and every page hears of it", async () => {
  const events = await member.listen();
  const before = (await member.world()).nowMs;
  await member.post("/api/clock/advance", { ms: 3_600_000 });
  const ahead = (await member.world()).nowMs - before;
  expect(ahead).toBeGreaterThanOrEqual(3_600_000);
  await expect.poll(() => events.heard.some(({ type }) => type === "clock"), PATIENCE).toBe(true);
  await expect(member.post("/api/clock/advance", { ms: -1 })).rejects.toThrow(
    "400 ✖ The clock only goes forward.",
  );
});

test("a switch does its harm until it is off again", async () => {
  const events = await member.listen();
  const flip = (id: string, on: boolean) => member.post<Switches>("/api/faults", { id, on });
  const isOn = ({ switches }: Switches) => switches.filter((one) => one.isOn).map(({ id }) => id);

  expect(isOn(await flip("runware-fails", true))).toEqual(["runware-fails"]);
  const failing = await ask("a video that fails");
  await member.waitFor(videos, (one) => one.id === failing && textOf(one).includes("❌"));
  expect(isOn(await flip("runware-fails", false))).toEqual([]);
  expect(isOn(await flip("runware-fails", false))).toEqual([]);

  const id = await ask("a video that does not fail");
  await member.waitFor(videos, (one) => one.id === id && hasVideo(one));
  await expect
    .poll(() => events.heard.filter(({ type }) => type === "switches").length, PATIENCE)
    .toBe(2);
  await expect(flip("no-such-switch", true)).rejects.toThrow("404 There is no such switch.");
}, 90_000);
