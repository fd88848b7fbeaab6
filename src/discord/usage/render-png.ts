import { createRequire } from "node:module";

/** Sharp on screens of two pixels a point. */
const ZOOM = 2;

const require = createRequire(import.meta.url);
/** The system may have no fonts at all. */
const FONTS = ["DejaVuSans", "DejaVuSans-Bold"].map((name) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
);

/** Draws in a thread of its own: the event loop goes on answering. */
export async function renderPng(svg: string): Promise<Buffer> {
  // Many servers never ask for a picture, and it is several megabytes.
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(svg, {
    fitTo: { mode: "zoom", value: ZOOM },
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return image.asPng();
}
