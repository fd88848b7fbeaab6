import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import { ask, type Asked } from "../../support/asking.ts";
import {
  buttonsOf,
  galleryOf,
  shownPrivately,
  textOf,
  toldPrivately,
} from "../../support/cards.ts";
import { readLiterally } from "../../support/read-markdown.ts";
import { reviewed, type Reviewed, type ReviewedOptions } from "../../support/reviewing.ts";

const FIELD = "What is wrong with it?";

test("a report reaches the log channel with its reason, and the reporter is told so", async () => {
  const { stage, asked, other } = await shown();
  expect(await report(stage, asked, other, "*too* @everyone scary")).toBe(
    "Your report has reached the moderators. Thank you.",
  );
  const message = await stage.logged(/A member reports a video/);
  const text = textOf(message);
  expect(text).toContain(`<@${other.id}> reports`);
  expect(text).toContain(`by <@${stage.member.id}>`);
  const reason = text.split("\n").find((line) => line.includes("scary")) ?? "";
  expect(readLiterally(reason.slice(2))).toBe("*too* @everyone scary");
  expect(buttonsOf(message)).toEqual(["Spoiler", "Delete", "Block member"]);
});

test("a member reports a video once, also after a restart", async () => {
  const { stage, asked, other } = await shown();
  await report(stage, asked, other, "first");
  await stage.stopBot();
  await stage.startBot();
  expect(await report(stage, asked, other, "second")).toBe(
    "You have reported this video already. The moderators have it.",
  );
  const third = stage.guild.addMember({ name: "Member Three" });
  expect(await report(stage, asked, third, "third")).toMatch(/has reached/);
  expect(reports(stage)).toHaveLength(2);
});

test("reports of members whose ids end alike are two reports", async () => {
  const { stage, asked } = await shown();
  const [first, second] = alike(stage);
  await report(stage, asked, first, "first");
  expect(await report(stage, asked, second, "second")).toMatch(/has reached/);
  expect(reports(stage).map((message) => /> (first|second)/.exec(textOf(message))?.[1])).toEqual([
    "first",
    "second",
  ]);
});

test("without a log channel the reporter reads whom to tell", async () => {
  const { stage, asked, other } = await shown({ withLog: false });
  expect(await report(stage, asked, other, "bad")).toMatch(/Please tell one of them yourself/);
  await stage.setLogChannel(stage.logChannel);
  expect(await report(stage, asked, other, "bad")).toMatch(/has reached/);
});

test("while Discord does not answer the report is not lost silently", async () => {
  const { stage, asked, other } = await shown();
  const route = "/channels/:id/messages";
  stage.discord.faults.next({ match: { method: "POST", route }, times: 10, do: { status: 503 } });
  expect(await report(stage, asked, other, "bad")).toMatch(/Please try again in a minute/);
  stage.discord.faults.clear();
  expect(await report(stage, asked, other, "bad")).toMatch(/has reached/);
});

test("from the report a moderator hides and deletes the video", async () => {
  const { stage, asked, other } = await shown();
  await report(stage, asked, other, "bad");
  const message = await stage.logged(/A member reports a video/);
  await (await stage.moderator.press(message, "Spoiler")).message();
  await expect.poll(() => galleryOf(asked.card()).map(({ spoiler }) => spoiler)).toEqual([true]);
  const use = await stage.moderator.press(message, "Delete");
  const question = await shownPrivately(stage.desk, use);
  await (await stage.moderator.press(question, "Delete for good")).message();
  await expect.poll(() => stage.channel.messages()).toEqual([]);
});

test("a report works from the button too", async () => {
  const { stage, asked, other } = await shown();
  const place = other.in(stage.channel);
  const panel = await shownPrivately(place, await other.press(asked.card(), "More"));
  const form = await (await other.press(panel, "Report")).modal();
  const sent = await other.submit(form, { [FIELD]: "bad" });
  expect(await toldPrivately(place, sent)).toMatch(/has reached/);
});

test("what is no video of the bot's cannot be reported, hidden or deleted", async () => {
  const { stage, other } = await shown();
  const message = await other.in(stage.channel).send("details:123456789012345678");
  const refusal = /That is no video of mine/;
  const reported = await other.messageCommand(message, "Report video");
  expect(await toldPrivately(other.in(stage.channel), reported)).toMatch(refusal);
  const desk = stage.moderator.in(stage.channel);
  for (const name of ["Spoiler video", "Delete video"]) {
    const use = await stage.moderator.messageCommand(message, name);
    expect(await toldPrivately(desk, use)).toMatch(refusal);
  }
});

test("there is nothing to report while the video is not there", async () => {
  const stage = await reviewed({ flagged: [], runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  const other = stage.guild.addMember({ name: "Member Two" });
  const use = await other.messageCommand(asked.card(), "Report video");
  expect(await toldPrivately(other.in(stage.channel), use)).toBe(
    "There is no video to report in this message.",
  );
});

async function shown(
  options: ReviewedOptions = {},
): Promise<{ stage: Reviewed; asked: Asked; other: Actor }> {
  const stage = await reviewed({ flagged: [], ...options });
  const asked = await ask(stage);
  await asked.over();
  return { stage, asked, other: stage.guild.addMember({ name: "Member Two" }) };
}

/** Two members with the same last four digits, of which there are ten thousand. */
function alike({ guild }: Reviewed): [Actor, Actor] {
  const known = new Map<string, Actor>();
  for (let count = 0; count <= 10_000; count += 1) {
    const member = guild.addMember({ name: "Member" });
    const before = known.get(member.id.slice(-4));
    if (before !== undefined) return [before, member];
    known.set(member.id.slice(-4), member);
  }
  throw new Error("ten thousand and one members, and no two end alike");
}

async function report(stage: Reviewed, asked: Asked, by: Actor, reason: string): Promise<string> {
  const use = await by.messageCommand(asked.card(), "Report video");
  const sent = await by.submit(await use.modal(), { [FIELD]: reason });
  return toldPrivately(by.in(stage.channel), sent);
}

const reports = ({ logChannel }: Reviewed) =>
  logChannel.messages().filter((message) => textOf(message).includes("reports"));
