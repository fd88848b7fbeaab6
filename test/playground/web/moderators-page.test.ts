import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const read = (name: string): Promise<string> => readFile(path.join(root, name), "utf8");
const page = await read("docs/moderators.md");
const PAGES = [
  { name: "moderators", text: page, command: "settings safety" },
  { name: "sharing", text: await read("docs/sharing.md"), command: "feed follow" },
];

interface Branch {
  name: string;
  type?: number;
  options?: readonly Branch[];
}

const GROUP_OR_SUBCOMMAND = [1, 2];

/** `settings`, `settings blocklist`, `settings blocklist add`. */
function pathsOf({ name, options = [] }: Branch, before = ""): string[] {
  const here = `${before}${name}`;
  const branches = options.filter(({ type }) => GROUP_OR_SUBCOMMAND.includes(type ?? 0));
  return [here, ...branches.flatMap((branch) => pathsOf(branch, `${here} `))];
}

test.each(PAGES)("every command that the page $name names is there", ({ text, command }) => {
  const known = commands.flatMap(({ payload }) => pathsOf(payload as Branch));
  const named = [...text.matchAll(/`\/([a-z -]+?)(?: [a-z_]+:.*?)?(?: \[.*?)?`/g)].map(
    ([, name = ""]) => name,
  );
  expect(named).toContain(command);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test("every setting is on the page", () => {
  const settings = commands.find(({ payload }) => payload.name === "settings");
  const missing = pathsOf(settings?.payload as Branch)
    .filter((name) => name.split(" ").length === 2)
    .filter((name) => !page.includes(`\`/${name}`));
  expect(missing).toEqual([]);
});

test.each(PAGES)("every picture on the page $name says in words what it shows", ({ text }) => {
  const pictures = [...text.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
  const short = pictures.filter((tag) => (/ alt="([^"]*)"/.exec(tag)?.[1] ?? "").length < 40);
  expect(pictures.length).toBeGreaterThan(5);
  expect(short).toEqual([]);
});

test.each(PAGES)("every picture on the page $name can be taken again", async ({ text }) => {
  const folder = path.join(root, "playground/web/pictures/scenes");
  const scenes = await Promise.all(
    (await readdir(folder)).map((name) => readFile(path.join(folder, name), "utf8")),
  );
  const taken = [...scenes.join("\n").matchAll(/take(?:Form)?\(\s*"([\w-]+)"/g)].map(
    ([, name]) => `images/${name}.png`,
  );
  const shown = [...text.matchAll(/ src="([^"]*)"/g)].map(([, src]) => src);
  expect(shown.filter((src) => !taken.includes(src ?? ""))).toEqual([]);
});
