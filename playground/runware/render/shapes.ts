import type { Shape } from "./canvas.ts";

export function circle(cx: number, cy: number, radius: number): Shape {
  return (x, y) => Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) - radius;
}

/** A box around a middle, with rounded corners. */
export function roundedBox(
  cx: number,
  cy: number,
  halfWidth: number,
  halfHeight: number,
  radius: number,
): Shape {
  return (x, y) => {
    const dx = Math.abs(x - cx) - halfWidth + radius;
    const dy = Math.abs(y - cy) - halfHeight + radius;
    const outside = dx > 0 && dy > 0 ? Math.sqrt(dx * dx + dy * dy) : Math.max(dx, dy, 0);
    return outside + Math.min(Math.max(dx, dy), 0) - radius;
  };
}

/** A line from one point to another with round ends, that may get thinner on its way. */
export function stroke(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  width: number,
  endWidth = width,
): Shape {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length2 = dx * dx + dy * dy || 1;
  return (x, y) => {
    const along = ((x - x1) * dx + (y - y1) * dy) / length2;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const radius = (width + (endWidth - width) * t) / 2;
    const px = x - x1 - dx * t;
    const py = y - y1 - dy * t;
    return Math.sqrt(px * px + py * py) - radius;
  };
}

/** Everything below a line of heights. */
export function below(height: (x: number) => number): Shape {
  // The same columns are asked for in every row.
  const known: number[] = [];
  return (x, y) => (known[Math.floor(x)] ??= height(x)) - y;
}

/** A closed shape through points. */
export function polygon(points: readonly (readonly [number, number])[]): Shape {
  return (x, y) => {
    let nearest = Infinity;
    let inside = false;
    for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
      const [ax, ay] = points[i]!;
      const [bx, by] = points[j]!;
      const ex = bx - ax;
      const ey = by - ay;
      const t = ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1);
      const s = t < 0 ? 0 : t > 1 ? 1 : t;
      const px = x - ax - ex * s;
      const py = y - ay - ey * s;
      nearest = Math.min(nearest, px * px + py * py);
      if (ay > y !== by > y && x < (ex * (y - ay)) / ey + ax) inside = !inside;
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  };
}

/** A star about the origin with straight edges; `spikes` are the lengths of its tips. */
export function spiked(spikes: readonly number[], radius: number, turn: number): Shape {
  const count = spikes.length * 2;
  const corners = Array.from({ length: count }, (_, i) => {
    const far = radius * (i % 2 === 0 ? spikes[i / 2]! : 0.62);
    const angle = (i / count) * Math.PI * 2;
    return [Math.cos(angle) * far, Math.sin(angle) * far] as const;
  });
  // A point can only be near the edge of its own slice.
  const edges = corners.map(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % count]!;
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return { ax, ay, nx: (by - ay) / length, ny: (ax - bx) / length };
  });
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (px, py) => {
    const x = px * cos + py * sin;
    const y = py * cos - px * sin;
    const angle = Math.atan2(y, x);
    const slice = Math.floor((angle / (Math.PI * 2) + 2) * count) % count;
    const { ax, ay, nx, ny } = edges[slice]!;
    return (x - ax) * nx + (y - ay) * ny;
  };
}

export function union(...shapes: Shape[]): Shape {
  return (x, y) => {
    let nearest = Infinity;
    for (const shape of shapes) nearest = Math.min(nearest, shape(x, y));
    return nearest;
  };
}

/** Shapes that flow into each other where they are nearer than `blend` pixels. */
export function melt(blend: number, shapes: readonly Shape[]): Shape {
  return (x, y) => {
    let sum = 0;
    for (const shape of shapes) sum += Math.exp(-shape(x, y) / blend);
    return sum > 0 ? -Math.log(sum) * blend : 1e6;
  };
}
