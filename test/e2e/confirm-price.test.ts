import { describe, expect, test } from "vitest";
import { ask, type Asked } from "../support/asking.ts";
import { buttonsOf, galleryOf, textOf, toldPrivately } from "../support/cards.ts";
import { beginWith } from "../support/guild-settings.ts";
import { withStore } from "../support/left-records.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

const TEN_MINUTES_MS = 10 * 60_000;
const PRICE = /This costs about \$\d+\.\d\d\.\*\* Shall it be made\?/;

/** A guild that wants members to see the price of everything above a cent. */
async function setCarefulStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await setStage(options);
  await beginWith(stage, { confirmAboveMicroUsd: 10_000 });
  return stage;
}

const makeIt = (stage: Stage, asked: Asked) =>
  stage.member.press(asked.card(), `make-it:${asked.id}`);

describe("a request above the guild's limit", () => {
  test("shows the price first, with nothing reserved, and is made after a yes", async () => {
    const stage = await setCarefulStage();
    const asked = await ask(stage);
    expect(textOf(asked.card())).toMatch(PRICE);
    expect(buttonsOf(asked.card())).toEqual([
      expect.stringMatching(/^Make it for \$0\.\d\d$/),
      "Cancel",
      "Details",
    ]);
    const kept = await withHeldRecord(stage, asked);
    expect(kept).toMatchObject({ state: "held", reservedMicroUsd: 0 });

    await makeIt(stage, asked);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("is not made without a yes, and says so after ten minutes", async () => {
    const stage = await setCarefulStage();
    const asked = await ask(stage);
    stage.clock.advance(TEN_MINUTES_MS);
    const card = await asked.over();
    expect(textOf(card)).toContain("Nobody said yes to the price within ten minutes");
    expect(textOf(card)).toContain("Nothing was charged.");
    expect(buttonsOf(card)).toEqual(["Try again", "Details"]);
    expect(stage.runware.tasks).toEqual([]);
  });

  test("ends at once on Cancel", async () => {
    const stage = await setCarefulStage();
    const asked = await ask(stage);
    await stage.member.press(asked.card(), "Cancel");
    expect(textOf(await asked.shows(/Cancelled/))).toContain("Nothing was charged.");
  });

  test("takes the yes of nobody but the requester", async () => {
    const stage = await setCarefulStage();
    const asked = await ask(stage);
    const other = stage.guild.addMember({ name: "Member Two" });
    const use = await other.press(asked.card(), `make-it:${asked.id}`);
    expect(await toldPrivately(other.in(stage.channel), use)).toBe(
      "Only the member who asked for this video can say yes to its price.",
    );
    expect(textOf(asked.card())).toMatch(PRICE);
  });

  test("counts a double click as one yes", async () => {
    const stage = await setCarefulStage();
    const asked = await ask(stage);
    const card = asked.card();
    const presses = [1, 2].map(() => stage.member.press(card, `make-it:${asked.id}`));
    await Promise.all(presses);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("still waits for its yes after a restart, and its ten minutes go on", async () => {
    const stage = await setCarefulStage();
    const [answered, forgotten] = await Promise.all([ask(stage), ask(stage)]);
    await stage.stopBot();
    stage.clock.advance(TEN_MINUTES_MS - 60_000);
    await stage.startBot();
    await makeIt(stage, answered);
    expect(galleryOf(await answered.over())).toHaveLength(1);
    stage.clock.advance(60_000);
    expect(textOf(await forgotten.over())).toContain("Nobody said yes to the price");
  });
});

test("a request below the limit is made without a question", async () => {
  const stage = await setStage();
  await beginWith(stage, { confirmAboveMicroUsd: 10_000_000 });
  expect(galleryOf(await (await ask(stage)).over())).toHaveLength(1);
});

async function withHeldRecord(stage: Stage, { id }: Asked) {
  await stage.stopBot();
  const record = await withStore(stage, ({ unfinished }) => unfinished.get(id));
  await stage.startBot();
  return record;
}
