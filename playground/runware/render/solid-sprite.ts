import { clamp } from "./color.ts";
import type { Color } from "./color.ts";
import { prepare } from "./stage.ts";
import type { Stage } from "./stage.ts";
import type { Solid } from "./solids.ts";

const MAX_STEPS = 48;

/** A body with soft studio light on it: a key light, the sky, the floor's glow, a rim, a shine. */
export function solidSprite(stage: Stage, solid: Solid, radius: number, color: Color) {
  return prepare(stage, radius * 2.1, radius * 2.1, (canvas) => {
    const { width, height, data } = canvas;
    const pixel = 1 / radius;
    for (let row = 0, i = 0; row < height; row++) {
      const y = -(row + 0.5 - height / 2) * pixel;
      for (let column = 0; column < width; column++, i += 4) {
        const x = (column + 0.5 - width / 2) * pixel;
        let z = 1.1;
        let nearest = Infinity;
        let distance = Infinity;
        for (let step = 0; step < MAX_STEPS && z > -1.1; step++) {
          distance = solid(x, y, z);
          nearest = Math.min(nearest, distance);
          if (distance < 0.002) break;
          z -= distance;
        }
        const alpha = distance < 0.002 ? 1 : clamp(1 - nearest / (pixel * 1.2));
        if (alpha <= 0) continue;
        light(solid, x, y, Math.max(z, -1), color, data, i);
        for (let c = 0; c < 3; c++) data[i + c] = data[i + c]! * alpha;
        data[i + 3] = alpha;
      }
    }
  });
}

function light(
  solid: Solid,
  x: number,
  y: number,
  z: number,
  color: Color,
  out: Float32Array,
  at: number,
): void {
  const e = 0.004;
  const dx = solid(x + e, y, z) - solid(x - e, y, z);
  const dy = solid(x, y + e, z) - solid(x, y - e, z);
  const dz = solid(x, y, z + e) - solid(x, y, z - e);
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz) || 1;
  const [nx, ny, nz] = [dx / length, dy / length, dz / length];
  const key = clamp(nx * -0.5 + ny * 0.68 + nz * 0.54);
  // Wrapped around the edge, as light is inside of something soft.
  const soft = clamp((nx * -0.5 + ny * 0.68 + nz * 0.54 + 0.45) / 1.45);
  const sky = 0.5 + 0.5 * ny;
  const rim = (1 - clamp(nz)) ** 3;
  const hollow = clamp(0.35 + solid(x + nx * 0.25, y + ny * 0.25, z + nz * 0.25) * 2.6);
  const half = clamp(nx * -0.28 + ny * 0.39 + nz * 0.88);
  const shine = half ** 70 * 0.32 + half ** 10 * 0.07;
  const base = (0.3 + 0.42 * soft + 0.2 * key + 0.16 * sky) * (0.55 + 0.45 * hollow);
  const warm = [1, 0.97, 0.95];
  const bounce = [0.1, 0.06, 0.16];
  for (let c = 0; c < 3; c++) {
    const lit = color[c]! * base * warm[c]! + bounce[c]! * clamp(-ny) * 0.9;
    out[at + c] = clamp(lit + shine + rim * 0.3 * (0.4 + 0.6 * color[c]!));
  }
}
