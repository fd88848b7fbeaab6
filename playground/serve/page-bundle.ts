import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";

export interface PageFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface PageBundle {
  /** Builds the page anew: whoever changes it reloads. @throws BuildFailure with what is wrong */
  page(): Promise<PageFile>;
  /** A file that the page built last names: `page.js`. */
  asset(name: string): PageFile | undefined;
  close(): Promise<void>;
}

const web = (path: string): string => fileURLToPath(new URL(`../web/${path}`, import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  ttf: "font/ttf",
};

/** The page of `playground/web/page`, in memory. */
export async function createPageBundle(): Promise<PageBundle> {
  const building = await context({
    entryPoints: [
      { in: web("page/main.ts"), out: "page" },
      { in: web("page/page.css"), out: "page" },
    ],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    outdir: web("assets"),
    publicPath: "/assets",
    assetNames: "[name]",
    loader: { ".woff2": "file", ".ttf": "file", ".svg": "file" },
    logLevel: "silent",
  });
  let files = new Map<string, PageFile>();

  return {
    async page() {
      const [{ outputFiles }, html, picture] = await Promise.all([
        building.rebuild(),
        readFile(web("page/index.html")),
        readFile(web("looks/flipbook.svg")),
      ]);
      files = new Map(outputFiles.map(({ path, contents }) => fileOf(path, contents)));
      files.set(...fileOf("flipbook.svg", picture));
      return { contentType: "text/html; charset=utf-8", bytes: html };
    },
    asset: (name) => files.get(name),
    close: () => building.dispose(),
  };
}

function fileOf(path: string, bytes: Uint8Array): [string, PageFile] {
  const name = path.replace(/^.*[\\/]/, "");
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return [name, { bytes, contentType: TYPES[extension] ?? "application/octet-stream" }];
}
