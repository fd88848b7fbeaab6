import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf, videosOf } from "../../support/cards.ts";
import { allArchived, runSql, withStore } from "../../support/left-records.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { GENERATION_VERSION } from "../../../src/generation/migrations.ts";
import { AT_ONCE, look, press, promptsOn } from "./looking.ts";

const MANY = 10_000;
/** About one an hour, in the bits of an id. */
const AN_HOUR = 3_600_000n << 22n;

/** A store in which one video was made ten thousand times, by a release that had no gallery. */
async function fill(stage: Stage): Promise<void> {
  const asked = await ask(stage, { prompt: "boat 0" });
  await asked.over();
  await allArchived(stage);
  await stage.stopBot();
  const first = await withStore(stage, ({ archive }) => archive.get(asked.id));
  if (first === undefined) throw new Error("the archive has no record of it");
  for (let start = 1; start < MANY; start += 500) {
    const numbers = Array.from({ length: 500 }, (_, at) => start + at).filter((n) => n < MANY);
    const rows = numbers.map((n) => {
      const id = String(BigInt(asked.id) - BigInt(n) * AN_HOUR);
      const request = { ...first.request, prompt: `boat ${n}` };
      const record = { ...first, id, request };
      return [`archive:${id}`, JSON.stringify({ version: GENERATION_VERSION, record })];
    });
    const places = rows.map(() => "(?, ?)").join(", ");
    await runSql(stage, `INSERT INTO keyv (key, value) VALUES ${places}`, ...rows.flat());
  }
  await runSql(stage, "DELETE FROM keyv WHERE key LIKE 'gallery%'");
  await stage.startBot();
  await stage.log.waitFor("the archive is in the galleries now");
}

test(
  "ten thousand videos of a year are leafed through, searched and played",
  {
    timeout: 120_000,
  },
  async () => {
    const stage = await setStage(AT_ONCE);
    await fill(stage);
    stage.discord.wire.clear();
    const page = await look(stage);
    expect(textOf(page)).toContain("10,000 results · page 1 of 2,500");
    expect(promptsOn(page)).toEqual(["boat 0", "boat 1", "boat 2", "boat 3"]);
    expect(videosOf(page)).toHaveLength(4);
    const next = await press(stage, page, "Next", /page 2 of 2,500/);
    expect(promptsOn(next)).toEqual(["boat 4", "boat 5", "boat 6", "boat 7"]);
    expect(promptsOn(await look(stage, { search: "boat 7777" }))).toEqual(["boat 7777"]);
    const typed = stage.member.in(stage.channel).autocomplete("gallery", "search", "boat 999");
    expect((await typed).map(({ name }) => name)).toContain("boat 9990");
    // All of them are on one message, so its addresses are known after the first look.
    const messages = stage.discord.wire.find("GET", "/channels/:id/messages/:id");
    expect(messages).toHaveLength(1);
  },
);
