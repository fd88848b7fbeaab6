import type { Canvas } from "./canvas.ts";
import { added, blended, type Look, scaled, WATERLINE } from "./look.ts";
import { clamp, layered, step } from "./noise.ts";

/** The pool before the temple, with everything above it upside down in it. */
export function paintWater(canvas: Canvas, look: Look): void {
  const above = canvas.copy();
  canvas.paint(
    (x, y) => {
      const depth = (y - WATERLINE) / (720 - WATERLINE);
      const ripple = layered(x / (26 + 60 * depth), (y - WATERLINE) / (2.4 + 5 * depth), 4) - 0.5;
      const mirrored = above.at(
        x + ripple * (10 + 50 * depth),
        2 * WATERLINE - y * 1 - (y - WATERLINE) * 0.9 + ripple * (8 + 30 * depth),
      );
      const crest = step(0.16, 0.3, ripple) * (0.25 + 0.4 * depth);
      const dark = scaled(look.leafDark, 1.2);
      const water = blended(dark, mirrored, clamp(0.86 - 0.4 * depth));
      return added(water, scaled(look.haze, crest * (look.night ? 0.35 : 0.2)));
    },
    (x, y) => step(-0.8, 0.8, y - WATERLINE - 3 * layered(x / 30, 3, 3)),
    { left: 0, top: WATERLINE - 4, right: 1280, bottom: 720 },
  );
}
