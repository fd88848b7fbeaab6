import { expect, test, vi } from "vitest";
import type { FaultAction } from "../../playground/discord/faults.ts";
import { ask } from "../support/asking.ts";
import { galleryOf, textOf } from "../support/cards.ts";
import { countDownloads, holdBeforeUpload } from "../support/deliveries.ts";
import { postedVideos } from "../support/posted-video.ts";
import { setStage } from "../support/stage.ts";

/** Re-encoding takes its time where tests share a small machine with others. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 90_000 });

const EDIT = { method: "PATCH", route: "/webhooks/:id/:token/messages/:id" };
const SMALLER = "was re-encoded to fit this server's upload limit";
/** Half a megabyte of noise is over a limit of 300 kB, and stays watchable below it. */
const LARGE = { minBytes: 500_000, filling: "noise" } as const;
const LIMITED = { runware: { renderMs: () => 500 }, guild: { uploadLimitBytes: 300_000 } };

test.each([
  { format: "MP4", audio: false, extension: "mp4" },
  { format: "MP4", audio: true, extension: "mp4" },
  { format: "WEBM", audio: true, extension: "webm" },
  // What Discord does not play everywhere becomes what it does.
  { format: "MOV", audio: true, extension: "mp4" },
])(
  "a $format with audio $audio over the limit is re-encoded to fit and still plays",
  async (one) => {
    const stage = await setStage(LIMITED);
    // VP8 cannot hold pure noise down to any rate, so the filling of a WEBM is padding.
    const filling = one.format === "WEBM" ? "padding" : "noise";
    stage.runware.faults.task(() => true, { ...LARGE, filling });
    const downloads = countDownloads(stage.runware);
    const card = await (
      await ask(stage, { format: one.format, audio: one.audio })
    ).over(PATIENCE_MS);
    expect(textOf(card)).toContain(`The video ${SMALLER}.`);
    const [posted] = await postedVideos(card);
    expect(posted?.bytes).toBeLessThanOrEqual(300_000);
    expect(posted).toMatchObject({ durationS: 5, audio: one.audio });
    expect(card.attachments[0]?.filename).toMatch(new RegExp(`\\.${one.extension}$`));
    expect(downloads.count).toBe(1);
  },
);

test.each([
  { spareBytes: 0, isSmaller: false },
  { spareBytes: -1, isSmaller: true },
])("a file with $spareBytes bytes to spare is re-encoded: $isSmaller", async (one) => {
  const stage = await setStage({ runware: { renderMs: () => 500 } });
  stage.runware.faults.task(() => true, LARGE);
  const [plain] = (await (await ask(stage)).over(PATIENCE_MS)).attachments;
  const limit = (plain?.size ?? 0) + one.spareBytes;
  const tight = stage.discord.createGuild({ uploadLimitBytes: limit });
  const by = tight.addMember({ name: "Member Two" });
  const card = await (await ask(stage, {}, { by, in: tight.createChannel() })).over(PATIENCE_MS);
  expect(textOf(card).includes(SMALLER)).toBe(one.isSmaller);
  expect(card.attachments[0]?.size).toBeLessThanOrEqual(limit);
});

test("four large results all arrive, each within the limit", async () => {
  const stage = await setStage(LIMITED);
  stage.runware.faults.task(() => true, LARGE);
  const downloads = countDownloads(stage.runware);
  const card = await (await ask(stage, { results: 4 })).over(PATIENCE_MS);
  const posted = await postedVideos(card);
  expect(posted.map(({ durationS }) => durationS)).toEqual([5, 5, 5, 5]);
  expect(Math.max(...posted.map(({ bytes }) => bytes))).toBeLessThanOrEqual(300_000);
  expect(galleryOf(card)).toHaveLength(4);
  for (const n of [1, 2, 3, 4]) expect(textOf(card)).toContain(`Video ${n} ${SMALLER}.`);
  expect(downloads.count).toBe(4);
});

test("a stated limit that Discord does not keep leads to a smaller file", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 500 },
    guild: { statedUploadBytes: 550_000, uploadLimitBytes: 400_000 },
  });
  stage.runware.faults.task(() => true, LARGE);
  const downloads = countDownloads(stage.runware);
  const card = await (await ask(stage)).over(PATIENCE_MS);
  const [posted] = await postedVideos(card);
  expect(posted?.bytes).toBeLessThanOrEqual(400_000);
  expect(textOf(card)).toContain(SMALLER);
  expect(downloads.count).toBe(1);
  expect(stage.discord.wire.entries.filter(({ code }) => code === 40005)).toHaveLength(1);
});

test.each<[name: string, refusal: FaultAction]>([
  ["a bare 413", { status: 413, body: "<html>Request Entity Too Large</html>" }],
  ["code 40005", { status: 413, body: { code: 40005, message: "Request entity too large" } }],
  [
    "code 50045",
    { status: 400, body: { code: 50045, message: "File uploaded exceeds the maximum size" } },
  ],
])("%s on the upload leads to a smaller file", async (_name, refusal) => {
  const stage = await setStage({ runware: { manual: true }, guild: { uploadLimitBytes: 600_000 } });
  stage.runware.faults.task(() => true, { minBytes: 500_000, filling: "padding" });
  const downloads = countDownloads(stage.runware);
  const asked = await ask(stage);
  const held = await holdBeforeUpload(stage, asked);
  const before = downloads.count;
  const fault = stage.discord.faults.next({ match: EDIT, do: refusal });
  held.go();
  const card = await asked.over(PATIENCE_MS);
  expect(fault.hits).toBe(1);
  expect(card.attachments[0]?.size).toBeLessThanOrEqual(300_000);
  expect(textOf(card)).toContain(SMALLER);
  expect(downloads.count).toBe(before + 1);
});

test("a video that would not stay watchable is linked with the reason", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 500 },
    guild: { uploadLimitBytes: 20_000 },
  });
  stage.runware.faults.task(() => true, LARGE);
  const asked = await ask(stage);
  const card = await asked.over(PATIENCE_MS);
  const { results } = await asked.task();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain("is larger than this server's upload limit");
  expect(textOf(card)).toContain(`[watch it here](${results[0]?.videoURL})`);
});

test("a Discord that takes no size at all gets a link", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 500 },
    guild: { statedUploadBytes: 10_000_000, uploadLimitBytes: 1000 },
  });
  const asked = await ask(stage);
  const card = await asked.over(PATIENCE_MS);
  const { results } = await asked.task();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain(`[watch it here](${results[0]?.videoURL})`);
});

test("downloads that fail at first cost the video nothing of its quality", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 500 },
    guild: { uploadLimitBytes: 600_000 },
  });
  stage.runware.faults.task(() => true, { minBytes: 500_000, filling: "padding" });
  stage.runware.faults.file({ times: 3, do: { status: 503 } });
  const card = await (await ask(stage)).over(PATIENCE_MS);
  expect(card.attachments).toHaveLength(1);
  expect(textOf(card)).not.toContain(SMALLER);
});
