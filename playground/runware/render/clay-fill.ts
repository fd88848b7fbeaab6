import type { Fill, Shape } from "./canvas.ts";
import type { Color } from "./color.ts";
import { clamp } from "./color.ts";
import type { Random } from "./random.ts";

// Where the light comes from: the left, above, and a little in front.
const LIGHT = [-0.48, -0.66, 0.58] as const;

/**
 * The surface of something kneaded: its edges are `round` pixels wide, it shines softly, and
 * fingers left their prints on it.
 */
export function clayFill(shape: Shape, color: Color, round: number, random: Random): Fill {
  const swirl = random.between(0.8, 1.25);
  const turn = random.between(0, Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (x, y, distance, out) => {
    const dx = shape(x + 1, y) - distance;
    const dy = shape(x, y + 1) - distance;
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    const inward = clamp(-distance / (round * Math.min(length, 3)));
    // From a quarter circle at the edge to a flat top.
    const flat = Math.sin((inward * Math.PI) / 2);
    const slope = Math.sqrt(1 - flat * flat);
    const nx = (dx / length) * slope;
    const ny = (dy / length) * slope;
    const facing = nx * LIGHT[0] + ny * LIGHT[1] + flat * LIGHT[2];
    const lit = 0.6 + 0.62 * Math.max(facing, 0) - 0.2 * Math.max(-facing, 0);
    const shine = Math.max(facing, 0) ** 18 * 0.28;

    const along = (x * cos + y * sin) * 0.09 * swirl;
    const across = (y * cos - x * sin) * 0.09 * swirl;
    const wave = Math.sin(along + Math.sin(across * 0.7) * 1.7) * Math.sin(across * 0.6 + 1);
    const prints = Math.sin((along * along + across * across) * 0.06 + wave * 4) * 0.018;
    const grain = ((Math.imul(x | 0, 73_856_093) ^ Math.imul(y | 0, 19_349_663)) & 255) / 255;
    const rough = lit + wave * 0.035 + prints + (grain - 0.5) * 0.03;
    out[0] = clamp(color[0] * rough + shine);
    out[1] = clamp(color[1] * rough * (0.97 + 0.03 * lit) + shine * 0.95);
    out[2] = clamp(color[2] * rough * (0.9 + 0.1 * lit) + shine * 0.85);
  };
}
