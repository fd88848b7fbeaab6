import { expect, test } from "vitest";
import { ask, follow, type Asked } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { animation, jpegOf, picture } from "../support/pictures.ts";
import { workRequests } from "../support/runware-requests.ts";
import { setStage, type Stage } from "../support/stage.ts";

/** What the interaction says of an attached file; a test may make it lie. */
type Stated = Record<string, unknown>;

const stated = (use: Asked["use"]): Stated[] => {
  const data = use.interaction.payload["data"] as { resolved: { attachments: object } };
  return Object.values(data.resolved.attachments) as Stated[];
};

/** Attaches a file of which Discord says something else than what its bytes show. */
async function askWithLie(
  stage: Stage,
  file: { name: string; bytes: Uint8Array },
  lie: Stated,
): Promise<Asked> {
  stage.discord.faults.pauseInteractions();
  const use = await stage.member.in(stage.channel).slash("video", {
    prompt: "a boat",
    first_frame: file,
  });
  for (const attachment of stated(use)) Object.assign(attachment, lie);
  stage.discord.faults.resumeInteractions();
  await use.response();
  return follow(stage, use, "a boat");
}

/** The card of a request whose frame was of no use: nothing was ordered, nothing charged. */
async function refusedCard(stage: Stage, asked: Asked): Promise<string> {
  const card = await asked.over();
  expect(workRequests(stage.runware)).toEqual([]);
  expect(card.attachments).toEqual([]);
  expect(buttonsOf(card)).toEqual(["Details"]);
  const text = textOf(card);
  expect(text).toContain("Nothing was charged.");
  return text;
}

test("a GIF named .png is told by its bytes", async () => {
  const stage = await setStage();
  const bytes = await animation("gif");
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  expect(await refusedCard(stage, asked)).toContain(
    "“boat.png” is a GIF. A frame must be a PNG, JPEG or WEBP image.",
  );
});

test("a text named .png is told by its bytes", async () => {
  const stage = await setStage();
  const bytes = new TextEncoder().encode("not a picture at all, only words ".repeat(20));
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  expect(await refusedCard(stage, asked)).toContain("“boat.png” is not an image.");
});

test("an animated PNG is refused as animated", async () => {
  const stage = await setStage();
  const bytes = await animation("apng");
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  expect(await refusedCard(stage, asked)).toContain("“boat.png” is animated.");
});

test("a picture that is cut off in the middle is refused as incomplete", async () => {
  const stage = await setStage();
  const whole = await picture({ noisy: true });
  const bytes = whole.subarray(0, Math.floor(whole.length / 2));
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  expect(await refusedCard(stage, asked)).toContain("“boat.png” is damaged or incomplete");
});

test("an empty file is refused as empty", async () => {
  const stage = await setStage();
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes: new Uint8Array() } });
  expect(await refusedCard(stage, asked)).toContain("“boat.png” is an empty file.");
});

test.each([
  { width: 299, height: 800 },
  { width: 800, height: 299 },
  { width: 4001, height: 400 },
  { width: 400, height: 4001 },
])("sides of $width × $height are refused by the bytes alone", async ({ width, height }) => {
  const stage = await setStage();
  const bytes = await picture({ width, height });
  const lie = { width: 1000, height: 1000 };
  const asked = await askWithLie(stage, { name: "boat.png", bytes }, lie);
  expect(await refusedCard(stage, asked)).toContain(
    `“boat.png” is ${width} × ${height} pixels. Each side of a frame must be between 300 and 4000 pixels.`,
  );
});

test("more than 20 MB are refused by the bytes alone", async () => {
  const stage = await setStage({ guild: { boostTier: 2 } });
  const bytes = await jpegOf(20_000_001);
  const asked = await askWithLie(stage, { name: "boat.jpg", bytes }, { size: 5000 });
  expect(await refusedCard(stage, asked)).toContain("A frame may have 20 MB at most.");
});

test("a frame that Discord no longer serves ends the card and asks to attach it again", async () => {
  const stage = await setStage();
  stage.discord.faults.next({
    match: { method: "GET", route: /ephemeral-attachments/ },
    do: { status: 404 },
  });
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes: await picture() } });
  expect(await refusedCard(stage, asked)).toContain(
    "“boat.png” can no longer be fetched from Discord. Attach the image again.",
  );
});

test.each([
  "https://example.com/boat.png",
  "https://cdn.discordapp.com.example.com/boat.png",
  "https://cdn.discordapp.com@127.0.0.1/boat.png",
  "https://cdn.discordapp.com:8443/boat.png",
  "http://cdn.discordapp.com/boat.png",
  "file:///etc/hostname",
])("a frame at %s is never fetched", async (url) => {
  const stage = await setStage();
  const asked = await askWithLie(stage, { name: "boat.png", bytes: await picture() }, { url });
  // A fetch would fail on the way out and be tried again: only a refusal ends the card.
  expect(await refusedCard(stage, asked)).toContain("can no longer be fetched");
});

test("a frame that redirects to another host is not followed there", async () => {
  const stage = await setStage();
  stage.discord.faults.next({
    match: { method: "GET", route: /ephemeral-attachments/ },
    do: { status: 302, headers: { location: "https://example.com/boat.png" } },
  });
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes: await picture() } });
  expect(await refusedCard(stage, asked)).toContain("can no longer be fetched");
});

test("one unusable frame of two ends the card", async () => {
  const stage = await setStage();
  const asked = await ask(stage, {
    first_frame: { name: "good.png", bytes: await picture() },
    last_frame: { name: "bad.png", bytes: await animation("gif") },
  });
  expect(await refusedCard(stage, asked)).toContain("“bad.png” is a GIF.");
});

test("the reference on a frame's card is in the log", async () => {
  const stage = await setStage();
  const bytes = await animation("gif");
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  const [, reference = "none"] = /Reference: `(\w+)`/.exec(textOf(await asked.over())) ?? [];
  expect(stage.log.lines).toContainEqual(expect.objectContaining({ referenceId: reference }));
});
