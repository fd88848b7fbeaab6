import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The looks and the fonts as one sheet that fetches nothing. */
export async function pictureStyle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("picture.css", import.meta.url))],
    bundle: true,
    write: false,
    loader: { ".woff2": "dataurl", ".ttf": "dataurl" },
    logLevel: "silent",
  });
  const [sheet] = outputFiles;
  if (!sheet) throw new Error("the looks came out empty");
  return sheet.text;
}
