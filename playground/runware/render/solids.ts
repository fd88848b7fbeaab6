/** Signed distance from a point to a body about the origin that fits into a ball of radius 1. */
export type Solid = (x: number, y: number, z: number) => number;

export const ball: Solid = (x, y, z) => Math.sqrt(x * x + y * y + z * z) - 0.92;

export const cube: Solid = (x, y, z) => {
  const [dx, dy, dz] = [Math.abs(x) - 0.38, Math.abs(y) - 0.38, Math.abs(z) - 0.38];
  const [ox, oy, oz] = [Math.max(dx, 0), Math.max(dy, 0), Math.max(dz, 0)];
  const outside = Math.sqrt(ox * ox + oy * oy + oz * oz);
  return outside + Math.min(Math.max(dx, dy, dz), 0) - 0.2;
};

export const ring: Solid = (x, y, z) => {
  const around = Math.sqrt(x * x + y * y) - 0.63;
  return Math.sqrt(around * around + z * z) - 0.28;
};

export const pill: Solid = (x, y, z) => {
  const along = Math.min(Math.max(y, -0.48), 0.48);
  return Math.sqrt(x * x + (y - along) * (y - along) + z * z) - 0.44;
};

/** A body turned about its upright axis and then tipped over. */
export function turned(solid: Solid, turn: number, tip: number): Solid {
  const [cosA, sinA] = [Math.cos(turn), Math.sin(turn)];
  const [cosB, sinB] = [Math.cos(tip), Math.sin(tip)];
  return (x, y, z) => {
    const y2 = y * cosB - z * sinB;
    const z2 = y * sinB + z * cosB;
    return solid(x * cosA - z2 * sinA, y2, x * sinA + z2 * cosA);
  };
}
