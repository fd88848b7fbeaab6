import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const web = (path: string): string =>
  fileURLToPath(new URL(`../../../playground/web/${path}`, import.meta.url));

test.each(["render/message/channel.ts", "render/message/message.ts", "render/modal/modal.ts"])(
  "%s runs in a browser: it needs nothing of Node's",
  async (path) => {
    const { outputFiles, errors } = await build({
      entryPoints: [web(path)],
      bundle: true,
      write: false,
      platform: "browser",
      format: "esm",
      logLevel: "silent",
    });
    expect(errors).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/\bprocess\.|\bBuffer\.|from "node:/);
  },
);

test("the looks fetch nothing, from anywhere", async () => {
  const { outputFiles } = await build({
    entryPoints: [web("looks/all.css")],
    bundle: true,
    write: false,
    logLevel: "silent",
  });
  expect(outputFiles[0]?.text).toContain(".message");
  expect(outputFiles[0]?.text).not.toMatch(/url\(|@import|https?:/);
});
