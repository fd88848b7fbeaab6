import { expect, test } from "vitest";
import { toldPrivately } from "../../support/cards.ts";
import { withStore } from "../../support/left-records.ts";
import { manage } from "../../support/managing.ts";
import { moderate } from "../../support/moderating.ts";
import { runSql } from "../../support/left-records.ts";

test.each([
  ["defaults set", { scope: "channel", duration: 8 }, "Manage Messages"],
  ["defaults set", { scope: "server", duration: 8 }, "Manage Server"],
  ["defaults clear", { scope: "channel" }, "Manage Messages"],
  ["defaults clear", { scope: "server" }, "Manage Server"],
])("a plain member is refused at /%s %j", async (path, options, right) => {
  const stage = await manage();
  await stage.told("defaults set", { scope: "server", resolution: "360p" });
  const seat = stage.member.in(stage.channel);
  expect(await toldPrivately(seat, await seat.slash(path, options))).toContain(
    `You need the permission **${right}**`,
  );
  await stage.log.waitFor("refused a press without the right");
  expect(await stage.told("defaults show")).toContain(
    "-# The defaults of this server: resolution 360p",
  );
});

test("a moderator of the channel has no say over the server", async () => {
  const stage = await moderate();
  expect(await stage.told("defaults set", { scope: "server", duration: 8 })).toContain(
    "You need the permission **Manage Server**",
  );
});

test("what moderators set is on record, once for each change", async () => {
  const stage = await moderate();
  await stage.told("defaults set", { scope: "channel", duration: 8, negative_prompt: "a||b" });
  await stage.told("defaults set", { scope: "channel", duration: 8 });
  await stage.told("defaults clear", { scope: "channel" });
  await stage.told("defaults set", { duration: 8 });
  await stage.logged(/The defaults of <#\d+> are now gone\./);
  const trail = await stage.told("moderate log");
  expect(
    trail.match(/The defaults of .*/g)?.map((line) => line.replaceAll(/\d{15,}/g, "1")),
  ).toEqual([
    "The defaults of <#1> are now gone.",
    "The defaults of <#1> are now length 8 s · negative prompt “a\\|\\|b”.",
  ]);
});

test("where defaults cannot be read nothing is made, since they may say private; they can be forgotten", async () => {
  const stage = await manage({ runware: { manual: true } });
  const seat = stage.member.in(stage.channel);
  const asMember = async (path: string, options: Record<string, unknown> = {}) =>
    toldPrivately(seat, await seat.slash(path, options));
  await asMember("defaults set", { private: true });
  await stage.told("defaults set", { scope: "server", duration: 8 });
  await stage.stopBot();
  await withStore(stage, () =>
    runSql(stage, "UPDATE keyv SET value = '{' WHERE key LIKE '%-defaults:%'"),
  );
  await stage.startBot();
  expect(await asMember("video", { prompt: "a boat" })).toMatch(
    /^Your defaults cannot be read.*Nothing was spent\. `\/defaults clear` forgets them/,
  );
  expect(await asMember("defaults clear")).toBe("Your defaults are gone.");
  expect(await asMember("video", { prompt: "a boat" })).toMatch(
    /^The defaults of this server cannot be read.*Someone who manages the server/,
  );
  expect(await stage.told("defaults clear", { scope: "server" })).toBe(
    "The defaults of this server are gone.",
  );
  await (await seat.slash("video", { prompt: "a boat" })).response();
  await stage.runware.waitForTask(({ job }) => job.prompt === "a boat");
});

test("the words of a server's default refuse nobody, and strike nobody, once they are blocked", async () => {
  const stage = await manage({ runware: { manual: true } });
  const negative = { scope: "server", negative_prompt: "lemon", duration: 8 };
  await stage.told("defaults set", negative);
  await stage.told("settings blocklist add", { term: "lemon" });
  await (await stage.member.in(stage.channel).slash("video", { prompt: "a boat" })).response();
  const { job } = await stage.runware.waitForTask(({ job: { prompt } }) => prompt === "a boat");
  expect(job).toMatchObject({ negativePrompt: undefined, durationS: 8 });
  expect(await stage.told("defaults show")).not.toContain("**Negative prompt**");
  expect(await stage.told("defaults set", negative)).toBe(
    "The negative prompt has a word of this server's blocklist, which no request here may contain. Nothing was kept.",
  );
});
