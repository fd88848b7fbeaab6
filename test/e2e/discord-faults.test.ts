import { expect, test } from "vitest";
import type { FaultAction } from "../../playground/discord/faults.ts";
import { ask, follow } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { countDownloads, holdBeforeUpload } from "../support/deliveries.ts";
import { requested } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 500 } };
const ANSWER = { method: "POST", route: "/interactions/:id/:token/callback" };
const EDIT = { method: "PATCH", route: "/webhooks/:id/:token/messages/:id" };
const CHANNEL_EDIT = { method: "PATCH", route: "/channels/:id/messages/:id" };
const MINUTE_MS = 60_000;

test.each<[name: string, fault: FaultAction]>([
  ["a rate limit", { rateLimit: { retryAfterMs: 200 } }],
  ["a global rate limit", { rateLimit: { retryAfterMs: 200, global: true } }],
  ["a 500", { status: 500 }],
  ["a 502 with a page", { status: 502, body: "<html>Bad Gateway</html>" }],
  ["a closed connection", { hangUp: "before" }],
  ["an answer lost after the work was done", { hangUp: "after" }],
])("%s on the first response leaves one card, and its video", async (_name, fault) => {
  const stage = await setStage(QUICK);
  const ordered = stage.discord.faults.next({ match: ANSWER, do: fault });
  const asked = await ask(stage);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(ordered.hits).toBe(1);
  expect(stage.channel.messages()).toHaveLength(1);
  expect(stage.runware.charges.size).toBe(1);
});

test("a card whose answer was lost is found although Discord fails the first looks for it", async () => {
  const stage = await setStage(QUICK);
  const look = { method: "GET", route: "/webhooks/:id/:token/messages/:id" };
  stage.discord.faults.next({ match: ANSWER, do: { hangUp: "after" } });
  const blind = stage.discord.faults.next({ match: look, times: 2, do: { hangUp: "before" } });
  const asked = await ask(stage);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(blind.hits).toBe(2);
  expect(stage.channel.messages()).toHaveLength(1);
});

test("a command that reaches the bot too late is not answered, not ordered and not charged", async () => {
  const stage = await setStage(QUICK);
  stage.discord.faults.pauseInteractions();
  const use = await stage.member.in(stage.channel).slash("video", { prompt: "too late" });
  stage.discord.clock.advance(3500);
  stage.discord.faults.resumeInteractions();
  await stage.discord.waitFor(() => stage.discord.wire.entries.some(({ code }) => code === 10062));
  // Whatever were to go wrong would have been ordered before this one.
  await (await ask(stage)).over();
  expect(use.interaction.state).toBe("lapsed");
  expect(stage.runware.tasks.map(({ job }) => job.prompt)).not.toContain("too late");
  expect(stage.channel.messages()).toHaveLength(1);
});

test.each<[name: string, fault: FaultAction]>([
  ["rate limits", { rateLimit: { retryAfterMs: 100 } }],
  ["500s", { status: 500 }],
  ["closed connections", { hangUp: "before" }],
])("%s on edits delay the card but lose nothing", async (_name, fault) => {
  const stage = await setStage(QUICK);
  const ordered = stage.discord.faults.next({ match: EDIT, times: 3, do: fault });
  const asked = await ask(stage);
  await expect.poll(() => ordered.hits, { timeout: 10_000 }).toBeGreaterThan(1);
  ordered.cancel();
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(stage.channel.messages()).toHaveLength(1);
});

test.each<[name: string, fault: FaultAction]>([
  ["cut in the middle", { hangUp: "during", afterBytes: 1000 }],
  ["answered 500", { status: 500 }],
  ["answered 429", { rateLimit: { retryAfterMs: 100 } }],
  ["done, but its answer lost", { hangUp: "after" }],
])("an upload that is %s is made again, from disk, onto the same card", async (_name, fault) => {
  const stage = await setStage({ runware: { manual: true } });
  const downloads = countDownloads(stage.runware);
  const asked = await ask(stage);
  const held = await holdBeforeUpload(stage, asked);
  const before = downloads.count;
  const ordered = stage.discord.faults.next({ match: EDIT, do: fault });
  held.go();
  await expect.poll(() => ordered.hits, { timeout: 10_000 }).toBe(1);
  const uploads = () => stage.discord.wire.entries.filter(({ files }) => files.length > 0);
  await stage.discord.waitFor(() => uploads().some(({ isFaulty }) => !isFaulty));
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(stage.channel.messages()).toHaveLength(1);
  expect(downloads.count).toBe(before + 1);
});

test("a failure that cannot be shown at once is shown when Discord answers again", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  const ill = stage.discord.faults.next({ match: EDIT, times: 1000, do: { status: 503 } });
  await stage.runware.fail(taskUUID, { code: "timeoutProvider", message: "late" });
  stage.clock.advance(MINUTE_MS);
  await expect
    .poll(() => stage.log.lines.some(({ kind }) => kind === "providerTimeout"))
    .toBe(true);
  ill.cancel();
  stage.clock.advance(MINUTE_MS);
  expect(textOf(await asked.over())).toContain("The provider gave up on this video");
});

test("a card whose token has died goes on through the channel, to the end", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { DEADLINE_MINUTES: "60" } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(16 * MINUTE_MS);
  stage.clock.advance(16 * MINUTE_MS);
  const { wire } = stage.discord;
  await stage.discord.waitFor(() => wire.find("PATCH", CHANNEL_EDIT.route).length > 0);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(stage.channel.messages()).toHaveLength(1);
});

test("a token that Discord calls dead before its time is believed", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  // Only Discord's clock has moved.
  stage.discord.clock.advance(16 * MINUTE_MS);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(1);
  expect(stage.discord.wire.find("PATCH", CHANNEL_EDIT.route).length).toBeGreaterThan(0);
});

test("faults on the channel's own edits after the token's death delay the video only", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { DEADLINE_MINUTES: "60" } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(16 * MINUTE_MS);
  stage.clock.advance(16 * MINUTE_MS);
  const ill = stage.discord.faults.next({ match: CHANNEL_EDIT, times: 2, do: { status: 502 } });
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(ill.hits).toBe(2);
});

test("a gateway that is lost while a video is made keeps nothing from being delivered", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.discord.faults.dropGateway();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  expect((await asked.over()).attachments).toHaveLength(1);
});

test.each(["lost line", "reconnect", "invalid session"] as const)(
  "a command typed after a gateway's %s is answered",
  async (what) => {
    const stage = await setStage(QUICK);
    const { faults, events } = stage.discord;
    const back = new Promise<void>((resolve) => {
      events.once("ready", () => resolve());
      events.once("resumed", () => resolve());
    });
    if (what === "lost line") faults.dropGateway();
    if (what === "reconnect") faults.reconnect();
    if (what === "invalid session") faults.invalidSession(false);
    await back;
    expect((await (await ask(stage)).over()).attachments).toHaveLength(1);
  },
);

test("a command typed while the gateway is away is answered once it resumes", async () => {
  const stage = await setStage(QUICK);
  stage.discord.faults.dropGateway();
  const use = await stage.member.in(stage.channel).slash("video", { prompt: "meanwhile" });
  await use.response();
  const asked = follow(stage, use, "meanwhile");
  expect((await asked.over()).attachments).toHaveLength(1);
  await requested(stage.runware, () => stage.runware.charges.size === 1);
});
