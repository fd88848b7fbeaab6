import { expect, test } from "vitest";
import { z } from "zod";
import { ask } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { allArchived } from "../../support/left-records.ts";
import { moderate } from "../../support/moderating.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";

const AT_ONCE = { runware: { renderMs: () => 0 } };
const PROMPT = "an unmistakable lighthouse of paper";

const Export = z.object({
  memberId: z.string(),
  standings: z.array(z.object({ block: z.object({ reason: z.string() }).nullable() })),
  presets: z.array(z.object({ name: z.string() })),
  requests: z.array(
    z.object({ request: z.object({ prompt: z.string() }), links: z.array(z.string()) }),
  ),
});

async function fileOf(message: WireMessage | undefined): Promise<string> {
  const url = message?.attachments[0]?.url;
  if (url === undefined) throw new Error("there is no file");
  return (await fetch(url)).text();
}

async function exported(stage: Stage): Promise<WireMessage> {
  return (await stage.member.in(stage.channel).slash("privacy export")).message();
}

test("show says in plain words what is kept, to its member alone", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage)).over();
  await (await ask(stage, {}, { by: stage.guild.addMember({ name: "Member Two" }) })).over();
  await allArchived(stage);
  const use = await stage.member.in(stage.channel).slash("privacy show");
  const answer = await use.message();
  expect(await use.response()).toMatchObject({ ephemeral: true });
  expect(textOf(answer)).toContain("**1 request** in 1 server");
  expect(textOf(answer)).toContain("**0 presets**");
  expect(textOf(answer)).toContain("Prompts and frames were sent to Runware");
});

test("the export comes by direct message, with links and without anything secret", async () => {
  const stage = await moderate({}, AT_ONCE);
  const { member, moderator, channel, guild } = stage;
  const card = await (await ask(stage, { prompt: PROMPT })).over();
  await (await ask(stage, { prompt: "somebody else's" }, { by: moderator })).over();
  await (await member.in(channel).slash("preset save", { name: "Mine", duration: 8 })).message();
  await allArchived(stage);
  await stage.told("moderate block", { member, reason: "loud" });
  expect((await exported(stage)).content).toContain("in your direct messages");
  const text = await fileOf(member.directMessages.at(-1));
  const data = Export.parse(JSON.parse(text));
  expect(data).toMatchObject({
    memberId: member.id,
    standings: [{ block: { reason: "loud" } }],
    presets: [{ name: "Mine" }],
    requests: [
      {
        request: { prompt: PROMPT },
        links: [`https://discord.com/channels/${guild.id}/${channel.id}/${card.id}`],
      },
    ],
  });
  expect(data.requests).toHaveLength(1);
  expect(text).not.toContain(moderator.id);
  expect(text).not.toContain("somebody else's");
  expect(text).not.toMatch(/token|taskUUID|keyId|"url"/);
});

test("who takes no direct messages gets the file in the answer, for their eyes alone", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { prompt: PROMPT })).over();
  await allArchived(stage);
  stage.member.setDmsOpen(false);
  const answer = await exported(stage);
  expect(answer.content).toContain("You take no direct messages from me");
  expect(await fileOf(answer)).toContain(PROMPT);
  expect(stage.channel.messages().map(({ id }) => id)).not.toContain(answer.id);
});

test("what is kept can be seen in a direct message with the bot as well", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { prompt: PROMPT })).over();
  await allArchived(stage);
  const shown = await (await stage.member.dms.slash("privacy show")).message();
  expect(textOf(shown)).toContain("**1 request** in 1 server");
});
