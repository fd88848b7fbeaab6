import { expect, onTestFinished, test } from "vitest";
import { createShareCodes } from "../../../../src/sharing/shares/share-codes.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";

async function open(secretKey = "secret-one") {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const { shareCodes } = openCollections(store);
  return { codes: createShareCodes(shareCodes, secretKey), rows: shareCodes };
}

const VIDEO = { id: "111111111111111111", guildId: "222222222222222222" };
const OTHER = { id: "333333333333333333", guildId: "444444444444444444" };

test("a code is ten signs in two groups, none of them a vowel or like another", async () => {
  const { codes } = await open();
  expect(await codes.give(VIDEO, "full")).toMatch(
    /^[2-9BCDFGHJKMNP-TV-Z]{5}-[2-9BCDFGHJKMNP-TV-Z]{5}$/,
  );
});

test("a video has one code, also in another process, and another one under another secret", async () => {
  const { codes, rows } = await open();
  const code = await codes.give(VIDEO, "full");
  expect(await codes.give(VIDEO, "full")).toBe(code);
  expect(await createShareCodes(rows, "secret-one").give(VIDEO, "full")).toBe(code);
  expect(await createShareCodes(rows, "secret-two").give(VIDEO, "full")).not.toBe(code);
  expect(await codes.give(OTHER, "full")).not.toBe(code);
});

test("it is found however it is typed", async () => {
  const { codes } = await open();
  const code = await codes.give(VIDEO, "none");
  const found = { generationId: VIDEO.id, guildId: VIDEO.guildId, credit: "none" };
  expect(await codes.find(code)).toEqual(found);
  expect(await codes.find(` ${code.toLowerCase().replace("-", " ")} `)).toEqual(found);
});

test.each(["", "BCDFG", "BCDFG-BCDFG-BCDFG", "BCDFG-BCDFG", "share-codes:%"])(
  "%j opens nothing",
  async (typed) => {
    const { codes } = await open();
    await codes.give(VIDEO, "full");
    expect(await codes.find(typed)).toBeUndefined();
  },
);

test("the credit is the one that was chosen last", async () => {
  const { codes } = await open();
  await codes.give(VIDEO, "full");
  expect(await codes.find(await codes.give(VIDEO, "none"))).toMatchObject({ credit: "none" });
});

test("it ends with its video, and not with a spoiler", async () => {
  const { codes, rows } = await open();
  const code = await codes.give(VIDEO, "full");
  await codes.follow(VIDEO.id, "spoiler");
  expect(await codes.find(code)).toBeDefined();
  await codes.follow(VIDEO.id, "gone");
  expect(await codes.find(code)).toBeUndefined();
  expect(await rows.ids()).toEqual([]);
});

test("a guild that was left takes its codes along, and leaves those of others", async () => {
  const { codes } = await open();
  const code = await codes.give(VIDEO, "full");
  const other = await codes.give(OTHER, "full");
  expect(await codes.purge(VIDEO.guildId, () => true)).toBe(1);
  expect(await codes.find(code)).toBeUndefined();
  expect(await codes.find(other)).toBeDefined();
});
