/** Red, green and blue from 0 to 1. */
export type Color = readonly [number, number, number];

export function rgb(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function mix(from: Color, to: Color, part: number): Color {
  const t = clamp(part);
  return [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t,
    from[2] + (to[2] - from[2]) * t,
  ];
}

/** The colour at `part` (0 to 1) of a row of colours. */
export function ramp(colors: readonly [Color, ...Color[]], part: number): Color {
  const place = clamp(part) * (colors.length - 1);
  const index = Math.floor(place);
  const from = colors[index] ?? colors[0];
  return mix(from, colors[index + 1] ?? from, place - index);
}

export function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** From 0 to 1 between two edges, with a soft start and end. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}
