import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const page = await readFile(path.join(root, "docs/moderators.md"), "utf8");

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

test("every command that the page names is there", () => {
  const known = commands.flatMap(({ payload }) => pathsOf(payload as Branch));
  const named = [...page.matchAll(/`\/([a-z -]+?)(?: [a-z_]+:.*?)?(?: \[.*?)?`/g)].map(
    ([, name = ""]) => name,
  );
  expect(named).toContain("settings safety");
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test("every setting is on the page", () => {
  const settings = commands.find(({ payload }) => payload.name === "settings");
  const missing = pathsOf(settings?.payload as Branch)
    .filter((name) => name.split(" ").length === 2)
    .filter((name) => !page.includes(`\`/${name}`));
  expect(missing).toEqual([]);
});

test("every picture on the page says in words what it shows", () => {
  const pictures = [...page.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
  const short = pictures.filter((tag) => (/ alt="([^"]*)"/.exec(tag)?.[1] ?? "").length < 40);
  expect(pictures.length).toBeGreaterThan(10);
  expect(short).toEqual([]);
});

test("every picture on the page can be taken again", async () => {
  const folder = path.join(root, "playground/web/pictures/scenes");
  const scenes = await Promise.all(
    (await readdir(folder)).map((name) => readFile(path.join(folder, name), "utf8")),
  );
  const taken = [...scenes.join("\n").matchAll(/take(?:Form)?\(\s*"([\w-]+)"/g)].map(
    ([, name]) => `images/${name}.png`,
  );
  const shown = [...page.matchAll(/ src="([^"]*)"/g)].map(([, src]) => src);
  expect(shown.filter((src) => !taken.includes(src ?? ""))).toEqual([]);
});
