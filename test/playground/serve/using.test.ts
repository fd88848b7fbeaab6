import { fileURLToPath } from "node:url";
import type { APIMessage } from "discord-api-types/v10";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";
import type { Answer, Choices, Upload, WireDetail, WireView } from "../../../playground/web/api.ts";
import { textOf } from "../../support/cards.ts";
import { png } from "../../support/png.ts";
import { openPage, type Page, untilOnline } from "./support/page.ts";
import { PATIENCE } from "./support/patience.ts";

let playground: Playground;
let member: Page;
let moderator: Page;
let videos: string;

const SMALL = { resolution: "360p" };
const hasVideo = ({ attachments }: APIMessage): boolean => attachments.length > 0;

beforeAll(async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  playground = await openPlayground({ root, port: 0, render: "tiny", renderMs: 500 });
  member = openPage(playground, "member");
  moderator = openPage(playground, "moderator");
  videos = await member.channel("videos");
  await untilOnline(member);
}, 90_000);

afterAll(() => playground.close(), 90_000);

function shownIn(answer: Answer): string {
  if (!("messageId" in answer)) throw new Error(`answered with ${answer.kind}`);
  return answer.messageId;
}

const makeVideo = async (prompt: string): Promise<APIMessage> => {
  const options = { prompt, ...SMALL };
  const id = shownIn(
    await member.post("/api/slash", { channelId: videos, path: "video", options }),
  );
  return member.waitFor(videos, (message) => message.id === id && hasVideo(message));
};

test("who is an outsider sees one server, a moderator the channel for moderators as well", async () => {
  const [mine, theirs, outside] = await Promise.all([
    member.world(),
    moderator.world(),
    openPage(playground, "outsider").world(),
  ]);
  const namesIn = ({ channels }: typeof mine) => channels.map(({ name }) => name);
  expect(mine.guilds.map(({ name }) => name)).toEqual(["Flipbook Playground", "Film Club"]);
  expect(outside.guilds.map(({ name }) => name)).toEqual(["Film Club"]);
  expect(namesIn(mine)).toContain("videos");
  expect(namesIn(mine)).not.toContain("mod-log");
  expect(namesIn(theirs)).toContain("mod-log");
  expect(namesIn(outside)).not.toContain("videos");
});

test("only a moderator is offered what needs a moderator's rights", async () => {
  const offered = async (page: Page) => {
    const { channels, commands } = await page.world();
    const here = channels.find(({ id }) => id === videos)?.commandIds ?? [];
    return commands.filter(({ id }) => here.includes(id)).map(({ name }) => name);
  };
  const [mine, theirs] = await Promise.all([offered(member), offered(moderator)]);
  expect(mine).toEqual(expect.arrayContaining(["video", "gallery", "Report video"]));
  expect(mine).not.toContain("Delete video");
  expect(theirs).toContain("Delete video");
});

test("a card is heard of when it comes and at each edit, until its video is there", async () => {
  const events = await moderator.listen();
  const card = await makeVideo("a lantern over the water");
  await expect
    .poll(
      () =>
        events.heard.some(
          (event) =>
            event.type === "message" && event.message.id === card.id && hasVideo(event.message),
        ),
      PATIENCE,
    )
    .toBe(true);
  const states = events.heard.flatMap((event) =>
    event.type === "message" && event.message.id === card.id ? [event.message] : [],
  );
  expect(states.length).toBeGreaterThan(1);
  const edited = states.map(({ edited_timestamp: at }) => Date.parse(at ?? "") || 0);
  expect(edited).toEqual(edited.toSorted((one, other) => one - other));
  expect(states.findIndex(hasVideo)).toBeGreaterThan(0);
});

test("a video keeps its address from edit to edit and can be asked for in parts", async () => {
  const card = await makeVideo("a bridge of paper");
  const url = card.attachments[0]?.url ?? "";
  expect(url).toMatch(new RegExp(`^${playground.address}/media/attachments/[^?]+\\.mp4$`));
  expect(JSON.stringify(card)).not.toContain(playground.discord.core.origin);

  const [whole, middle, end, beyond] = await Promise.all([
    fetch(url),
    fetch(url, { headers: { range: "bytes=4-7" } }),
    fetch(url, { headers: { range: "bytes=-10" } }),
    fetch(url, { headers: { range: "bytes=99999999-" } }),
  ]);
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "video/mp4"]);
  expect(middle.status).toBe(206);
  expect(middle.headers.get("content-range")).toBe(`bytes 4-7/${bytes.length}`);
  expect(await middle.text()).toBe("ftyp");
  expect(new Uint8Array(await end.arrayBuffer())).toEqual(bytes.slice(-10));
  expect(beyond.status).toBe(416);
});

test("what only one person is shown, nobody else gets or hears of", async () => {
  const [mine, theirs] = [await member.listen(), await moderator.listen()];
  const answer = await member.post("/api/slash", {
    channelId: videos,
    path: "usage mine",
    options: {},
  });
  const id = shownIn(answer);
  await member.post("/api/say", { channelId: videos, text: "and now for everybody" });

  const said = (event: (typeof theirs.heard)[number]) =>
    event.type === "message" && event.message.content === "and now for everybody";
  await expect.poll(() => theirs.heard.some(said), PATIENCE).toBe(true);
  const ids = (heard: typeof theirs.heard) =>
    heard.flatMap((event) => (event.type === "message" ? [event.message.id] : []));
  expect(ids(mine.heard)).toContain(id);
  expect(ids(theirs.heard)).not.toContain(id);
  expect((await moderator.messages(videos)).map((message) => message.id)).not.toContain(id);

  await member.post("/api/delete", { channelId: videos, messageId: id });
  expect((await member.messages(videos)).map((message) => message.id)).not.toContain(id);
});

test("a form opens for who asked, and what it takes reaches the bot", async () => {
  const card = await makeVideo("a city of glass");
  const place = { channelId: videos, messageId: card.id };
  const answer = await member.post("/api/message-command", { ...place, name: "Report video" });
  if (answer.kind !== "modal") throw new Error(`answered with ${answer.kind}`);
  expect(answer.modal.title).not.toBe("");

  const { interactionId } = answer.modal;
  const empty = member.post("/api/modal", { interactionId, values: {} });
  await expect(empty).rejects.toThrow(/^422 .*required/i);
  const sent = await member.post("/api/modal", { interactionId, values: { reason: "too bright" } });
  const { channelId } = sent as { channelId: string };
  const told = await member.waitFor(channelId, ({ id }) => id === shownIn(sent));
  expect(textOf(told)).not.toBe("");
});

test("a button of a card is pressed, and a button that is not there is refused", async () => {
  const card = await makeVideo("a fox in the snow");
  const buttons = JSON.stringify(card.components);
  const customId = /"custom_id":"(remix:\d+)"/.exec(buttons)?.[1] ?? "";
  const place = { channelId: videos, messageId: card.id };
  expect((await member.post("/api/press", { ...place, customId })).kind).toBe("modal");
  await expect(member.post("/api/press", { ...place, customId: "remix:1" })).rejects.toThrow(
    '422 There is no button "remix:1"',
  );
});

test("an option suggests while it is typed", async () => {
  const { commands } = await member.world();
  const request = { channelId: videos, path: "video", option: "preset", typed: "", options: {} };
  expect(JSON.stringify(commands)).toContain('"autocomplete":true');
  const { choices } = await member.post<Choices>("/api/autocomplete", request);
  expect(choices).toEqual(expect.any(Array));
});

test("a picture that was dropped on the page becomes the first frame", async () => {
  const { bytes, name, contentType } = png();
  const response = await fetch(`${playground.address}/api/upload?name=${name}`, {
    method: "POST",
    headers: { "content-type": contentType, origin: playground.address },
    body: Buffer.from(bytes),
  });
  const { upload, size } = (await response.json()) as Upload;
  expect(size).toBe(bytes.length);
  const options = { prompt: "the frame begins to move", first_frame: { upload }, ...SMALL };
  await member.post("/api/slash", { channelId: videos, path: "video", options });
  const task = await playground.runware.waitForTask(({ job }) => job.prompt === options.prompt);
  expect(task.job.frames).toMatchObject([{ position: "first", width: 400, height: 300 }]);
});

test("the panel's lines tell of interactions, requests with verdicts, and tasks", async () => {
  await makeVideo("a line on the wire");
  const { lines, violations } = await member.get<WireView>("/api/wire");
  expect(violations).toBe(0);
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(
    new Set(["interaction", "discord", "runware", "task"]),
  );
  expect(lines.map(({ id }) => id)).toEqual(
    lines.map(({ id }) => id).toSorted((one, other) => one - other),
  );
  const callback = lines.findLast(({ title }) => title.endsWith("/callback"));
  expect(callback).toMatchObject({
    status: { text: "200", tone: "good" },
    schema: { name: "InteractionCallback", ok: true },
  });
  const { parts } = await member.get<WireDetail>(`/api/wire/detail?id=${callback?.id}`);
  expect(parts.map(({ name }) => name)).toEqual(["path", "sent", "answered"]);
  const task = lines.find(({ kind, title }) => kind === "task" && title === "a line on the wire");
  expect(task?.status).toEqual({ text: "success 1/1", tone: "good" });
});
