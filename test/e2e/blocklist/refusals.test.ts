import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { moderate } from "../../support/moderating.ts";
import { requestsOf } from "../../support/runware-requests.ts";
import { openStage } from "../../support/stage.ts";

const HARMLESS = "a class of assassins in Scunthorpe, a shiitake and the pen is mightier";

test("a listed word is refused in any disguise, before anything is spent", async () => {
  const stage = await moderate({ blocklist: ["lemon"], strikeThreshold: 0 });
  for (const prompt of ["LEMON", "l3m0n tree", "l e m o n", "le-mon", "ｌéмоո", "lemooooon"]) {
    const told = textOf(await stage.refused(prompt));
    expect(told).toBe(
      "The blocklist of this server does not allow a word in your prompt. Nothing was spent.",
    );
  }
  expect(requestsOf(stage.runware, "videoInference")).toEqual([]);
});

test("the negative prompt is looked at too", async () => {
  const stage = await moderate({ blocklist: ["lemon"] });
  const seat = stage.member.in(stage.channel);
  const use = await seat.slash("video", { prompt: "a boat", negative_prompt: "no l€mon" });
  expect(textOf(await use.message())).toMatch(/does not allow a word in your negative prompt/);
});

test("innocent words pass", async () => {
  const stage = await moderate({ blocklist: ["ass", "cunt", "shit", "penis"] });
  const task = await (await ask(stage, { prompt: HARMLESS })).task();
  expect(task.job.prompt).toBe(HARMLESS);
});

test("the operator's own list holds in every server, whoever asks", async () => {
  const stage = await moderate();
  const file = path.join(stage.dataDir, "words.txt");
  await writeFile(file, "# fruit\nlemon\n  lime*  # and its kind\n*\n");
  await stage.stopBot();
  await stage.startBot({ ...stage.config, blocklistFile: file });
  expect(textOf(await stage.refused("a limerick"))).toMatch(
    /^The blocklist of this bot does not allow a word in your prompt/,
  );
  expect(await stage.told("video", { prompt: "Lemon!" })).toMatch(/^The blocklist of this bot/);
  await stage.log.waitFor("a line of BLOCKLIST_FILE is no term and is left out");
});

test("a bot whose operator's list cannot be read does not start", async () => {
  await expect(openStage({ env: { BLOCKLIST_FILE: "/nowhere/words.txt" } })).rejects.toThrow(
    "BLOCKLIST_FILE: /nowhere/words.txt cannot be read as a text in UTF-8",
  );
});

test("neither the word nor the prompt is in the log", async () => {
  const stage = await moderate({ blocklist: ["lemonade"] });
  await stage.refused("cold lemonade");
  expect(JSON.stringify(stage.log.lines)).not.toContain("lemonade");
});
