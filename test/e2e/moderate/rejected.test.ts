import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, textOf, toldPrivately } from "../../support/cards.ts";
import { steady } from "../../support/moderating.ts";
import { reviewed } from "../../support/reviewing.ts";

test("a rejected result that is the last strike blocks its member, who is told directly", async () => {
  const stage = await reviewed({ settings: { strikeThreshold: 1 } });
  const { member, moderator } = stage;
  const asked = await ask(stage);
  await moderator.press(await stage.question(asked), "Reject");
  const notice = await member.dms.waitFor((messages) =>
    messages.find((message) => textOf(message).includes("cannot make videos")),
  );
  expect(steady(textOf(notice))).toMatchInlineSnapshot(
    `"⛔ Too many of your requests were not allowed in **Test Server**, so you cannot make videos there for a while. The block lasts until <t:…:f> (<t:…:R>). If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(buttonsOf(notice)).toEqual(["Appeal"]);
  expect(steady(textOf(await stage.logged(/1 strikes?\./)))).toMatchInlineSnapshot(`
    "⛔ <@…> cannot make videos until <t:…:f>: 1 strike. \`/moderate strikes\` shows them.
    -# The bot · <t:…:f>"
  `);
  const seat = member.in(stage.channel);
  const again = await seat.slash("video", { prompt: "a paper boat" });
  expect(await toldPrivately(seat, again)).toMatch(/too many of your requests were not allowed/);
});
