import { expect, test } from "vitest";
import { cardWith, textOf, toldPrivately } from "../support/cards.ts";
import { setStage } from "../support/stage.ts";

test("a fault after a press is told to the member alone, and the card stays as it is", async () => {
  const { member, channel, discord, log } = await setStage({ runware: { manual: true } });
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: "a paper boat" });
  const card = await cardWith(place, use, "Rendering");
  discord.faults.next({
    match: { method: "POST", route: "/webhooks/:id/:token" },
    do: { status: 400, body: { code: 50_035, message: "Invalid Form Body" } },
  });
  const press = await member.press(card, "Details");
  const sentence = await toldPrivately(place, press);
  const [, reference] = /Reference: `([0-9a-f]{8})`/.exec(sentence) ?? [];
  expect(sentence).not.toContain("Invalid Form Body");
  expect(log.lines).toContainEqual(
    expect.objectContaining({ level: "error", reference, msg: "an interaction failed" }),
  );
  expect(textOf(await cardWith(place, use, "Rendering"))).toContain("a paper boat");
});
