import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readConfig, VARIABLES } from "../../src/config.ts";

const text = await readFile(path.resolve(import.meta.dirname, "../../.env.example"), "utf8");

interface Line {
  name: string;
  value: string;
  /** In use as the file stands, rather than a default that is shown. */
  active: boolean;
  comment: string;
}

/** Each variable of the file, with the comment above it. */
function read(): Line[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const match = /^(#?)([A-Z][A-Z0-9_]+)=(.*)$/.exec(line);
    if (!match) return [];
    const above = lines.slice(0, index).toReversed();
    const end = above.findIndex((other) => other.trim() === "");
    const comment = above.slice(0, end).filter((other) => other.startsWith("# "));
    const [, mark, name = "", value = ""] = match;
    return [{ name, value, active: mark === "", comment: comment.join(" ") }];
  });
}

test("the example names every variable once, and no other", () => {
  expect(
    read()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(VARIABLES.toSorted());
});

test("every variable of the example has a comment above it", () => {
  expect(read().filter(({ comment }) => comment === "")).toEqual([]);
});

test("the variables without a mark before them are those that are required", () => {
  const active = read().filter((line) => line.active);
  expect(() => readConfig({})).toThrow(
    expect.objectContaining({
      lines: active.map(({ name }) => expect.stringContaining(`${name} is missing`) as string),
    }),
  );
});

test("the values shown are the defaults", () => {
  const required = { DISCORD_TOKEN: "a token", RUNWARE_API_KEY: "a key" };
  const shown = Object.fromEntries(read().map(({ name, value }) => [name, value]));
  expect(readConfig({ ...shown, ...required })).toEqual(readConfig(required));
});
