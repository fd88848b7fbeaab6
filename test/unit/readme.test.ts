import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { video } from "../../commands/video.ts";
import { INVITE_PERMISSIONS } from "../../src/policy/bot-permissions.ts";

const root = path.resolve(import.meta.dirname, "../..");
const readme = await readFile(path.join(root, "README.md"), "utf8");

/** Every page people read, by its path. */
async function pages(): Promise<string[]> {
  const docs = await readdir(path.join(root, "docs"), { recursive: true });
  return [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    ...docs.map((name) => path.join("docs", name)),
  ].filter((name) => name.endsWith(".md"));
}

test("the invite link asks for exactly the permissions that the bot needs", () => {
  const query = /https:\/\/discord\.com\/oauth2\/authorize\?(\S+)/.exec(readme)?.[1];
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    client_id: "APPLICATION_ID",
    scope: "bot applications.commands",
    permissions: String(INVITE_PERMISSIONS),
  });
});

test("the table of /video has every option, in the order Discord lists them", () => {
  const [table = ""] = (readme.split("## `/video`\n")[1] ?? "").split("\n## ");
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(named).toEqual(video.payload.options?.map(({ name }) => name));
});

test("every npm script that is named anywhere exists", async () => {
  const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const texts = await Promise.all(
    [...(await pages()), ".env.example"].map((name) => readFile(path.join(root, name), "utf8")),
  );
  const named = texts.flatMap((text) =>
    [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name),
  );
  expect(named).toContain("demo");
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test("every link and picture within the project leads somewhere", async () => {
  const broken: string[] = [];
  for (const page of await pages()) {
    const text = await readFile(path.join(root, page), "utf8");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)];
    for (const [, link, picture] of targets) {
      const target = (link ?? picture ?? "").replace(/#.*$/, "");
      if (target === "" || /^https?:/.test(target)) continue;
      const isThere = await access(path.resolve(root, path.dirname(page), target)).then(
        () => true,
        () => false,
      );
      if (!isThere) broken.push(`${page}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});
