import { expect, test } from "vitest";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { manage, restart, type Managed } from "../../support/managing.ts";
import { answerTo } from "../../support/moderating.ts";

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `word${at + 1}`);

const importing = async ({ place }: Managed, name: string, bytes: string | Uint8Array) =>
  answerTo(
    place,
    await place.slash("settings blocklist import", {
      file: { name, bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes },
    }),
  );

test("a word is put on the list, found, listed and taken off again", async () => {
  const stage = await manage();
  expect(await stage.told("settings blocklist list")).toMatchInlineSnapshot(
    `"The blocklist of this server is empty. \`/settings blocklist add\` puts a word on it."`,
  );
  expect(await stage.told("settings blocklist add", { term: "le*mon" })).toMatchInlineSnapshot(
    `"That cannot be put on the blocklist: a star can only stand at its beginning or its end."`,
  );
  expect(await stage.told("settings blocklist add", { term: "Lemon" })).toMatchInlineSnapshot(
    `"“Lemon” is on the blocklist. It finds the whole word “Lemon” alone; write it with a star at the end for any ending. Accents, look-alike letters, digits and spaces between the letters do not hide it. The list has 1 word."`,
  );
  expect(await stage.told("settings blocklist add", { term: "l3mon" })).toMatchInlineSnapshot(
    `"“l3mon” is on the blocklist. It finds the whole word “l3mon” alone; write it with a star at the end for any ending. Accents, look-alike letters, digits and spaces between the letters do not hide it. The list has 2 words."`,
  );
  expect(await stage.told("settings blocklist add", { term: "LÉMON" })).toMatchInlineSnapshot(
    `"“LÉMON” is on the blocklist already, perhaps in another spelling."`,
  );
  expect(await stage.told("settings blocklist add", { term: "lime*" })).toMatchInlineSnapshot(
    `"“lime\\*” is on the blocklist. It finds every word that begins with “lime”. Accents, look-alike letters, digits and spaces between the letters do not hide it. The list has 3 words."`,
  );
  expect(await stage.told("settings blocklist list")).toMatchInlineSnapshot(`
    "The blocklist of this server has 3 words:
    ||l3mon|| · ||Lemon|| · ||lime\\*||"
  `);
  await restart(stage);
  const seat = stage.member.in(stage.channel);
  const refusal = await seat.slash("video", { prompt: "a limerick" });
  expect(await toldPrivately(seat, refusal)).toMatch(/does not allow a word/);
  expect(await stage.told("settings blocklist remove", { term: "lime*" })).toMatchInlineSnapshot(
    `"“lime\\*” is off the blocklist. The list has 2 words."`,
  );
  expect(await stage.told("settings blocklist remove", { term: "lime*" })).toMatchInlineSnapshot(
    `"“lime\\*” is not on the blocklist."`,
  );
});

test("what is on the list is suggested while it is typed", async () => {
  const stage = await manage();
  await beginWith(stage, { blocklist: ["lemon", "lime", "orange"] });
  const names = async (typed: string) =>
    (await stage.place.autocomplete("settings blocklist remove", "term", typed)).map(
      ({ name }) => name,
    );
  expect(await names("l")).toEqual(["lemon", "lime"]);
  expect(await names("")).toEqual(["lemon", "lime", "orange"]);
});

test("what formats or mentions is shown as it was written", async () => {
  const stage = await manage();
  await stage.told("settings blocklist add", { term: "@everyone" });
  await stage.told("settings blocklist add", { term: "<@123> ||x||" });
  expect(await stage.told("settings blocklist list")).toMatchInlineSnapshot(`
    "The blocklist of this server has 2 words:
    ||\\@everyone|| · ||\\<@123> \\|\\|x\\|\\|||"
  `);
});

test("a list that does not fit into a message comes as a file", async () => {
  const stage = await manage();
  await beginWith(stage, { blocklist: numbered(400) });
  const use = await stage.place.slash("settings blocklist list");
  const message = await shownPrivately(stage.place, use);
  expect(textOf(message)).toMatchInlineSnapshot(
    `"The blocklist of this server has 400 words: see the file. It can be changed and read in again by \`/settings blocklist import\`."`,
  );
  expect(message.attachments.map(({ filename }) => filename)).toEqual(["blocklist.txt"]);
});

test("a text file is read in, one word a line", async () => {
  const stage = await manage();
  await beginWith(stage, { blocklist: ["lemon"] });
  const text = "\uFEFF# fruit\r\nlime\r\nLemon\r\n\r\na\r\no*range\r\nlime # again\r\n";
  expect(await importing(stage, "fruit.txt", text)).toMatchInlineSnapshot(`
    "1 word put on the blocklist.
    2 words were on it already.
    - line 5 left out: it has one letter only, and would stop nearly everything
    - line 6 left out: a star can only stand at its beginning or its end
    The list has 2 words. \`/settings blocklist list\` shows it."
  `);
  expect(await stage.told("settings blocklist list")).toMatch(/2 words/);
});

test("of comma-separated values the first column is read in", async () => {
  const stage = await manage();
  await importing(stage, "fruit.CSV", 'lime,5,"x"\n"blood ""orange""";7\nfig\t1\n');
  expect(await stage.told("settings blocklist list")).toMatchInlineSnapshot(`
    "The blocklist of this server has 3 words:
    ||blood "orange"|| · ||fig|| · ||lime||"
  `);
});

test("the list has room for 2,000 words", async () => {
  const stage = await manage();
  await beginWith(stage, { blocklist: numbered(1999) });
  expect(await importing(stage, "more.txt", "lime\nlemon\norange\n")).toMatchInlineSnapshot(`
    "1 word put on the blocklist.
    2 words left out: the list is full, 2,000 words at most.
    The list has 2,000 words. \`/settings blocklist list\` shows it."
  `);
  expect(await stage.told("settings blocklist add", { term: "fig" })).toMatchInlineSnapshot(
    `"The blocklist is full: 2,000 words at most. Remove one first; \`/settings blocklist list\` shows them."`,
  );
});

test.each([
  ["a picture", "fruit.png", "lime", /is no list that I can read/],
  ["no UTF-8", "fruit.txt", new Uint8Array([0x6c, 0xff, 0xfe, 0x6d]), /no plain text in UTF-8/],
  ["nothing to use", "fruit.txt", "# fruit\n*\n", /no word in that file/],
  ["too many lines", "fruit.txt", "a\r".repeat(10_001), /more than 10,000 lines/],
  ["far too much", "fruit.txt", "lime\n".repeat(120_000), /too large: 512 KiB at most/],
])("a file with %s is refused, and nothing changes", async (_, name, bytes, sentence) => {
  const stage = await manage();
  expect(await importing(stage, name, bytes)).toMatch(sentence);
  expect(await stage.told("settings blocklist list")).toMatch(/is empty/);
});

test.each([
  ["settings blocklist add", { term: "lime" }],
  ["settings blocklist remove", { term: "lemon" }],
  ["settings blocklist list", {}],
  ["settings blocklist import", { file: { name: "x.txt", bytes: new Uint8Array([65, 66]) } }],
])("a plain member is refused at /%s, and counted; nothing changes", async (command, options) => {
  const stage = await manage();
  await beginWith(stage, { blocklist: ["lemon"] });
  const seat = stage.member.in(stage.channel);
  const use = await seat.forge.slash(command, options);
  expect(await toldPrivately(seat, use)).toMatch(/You need the permission \*\*Manage Server\*\*/);
  await stage.log.waitFor("refused a press without the right");
  expect(await stage.told("settings blocklist list")).toMatch(/1 word:\n\|\|lemon\|\|/);
});
