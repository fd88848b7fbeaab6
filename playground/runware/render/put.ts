import type { Picture } from "./picture.ts";
import { OPAQUE } from "./runs.ts";
import type { Plane, Sprite } from "./sprite.ts";

/** Puts a sprite into a picture, its left upper corner at any fraction of a pixel. */
export function put(
  picture: Picture,
  sprite: Sprite,
  left: number,
  top: number,
  opacity = 1,
): void {
  if (opacity <= 0) return;
  const { width, height } = picture;
  blend(picture.y, width, height, sprite.y, left, top, opacity);
  blend(picture.u, width / 2, height / 2, sprite.u, left / 2, top / 2, opacity);
  blend(picture.v, width / 2, height / 2, sprite.v, left / 2, top / 2, opacity);
}

function blend(
  target: Uint8Array,
  width: number,
  height: number,
  plane: Plane,
  left: number,
  top: number,
  opacity: number,
): void {
  const x0 = Math.floor(left);
  const y0 = Math.floor(top);
  // A point between two pixels is a mix of both; weights are whole 256ths.
  const right = Math.round((left - x0) * 256);
  const down = Math.round((top - y0) * 256);
  const whole = Math.round(Math.min(opacity, 1) * 256);
  const lastRow = Math.min(height, y0 + plane.height + (down > 0 ? 1 : 0));
  for (let row = Math.max(y0, 0); row < lastRow; row++) {
    const here = row - y0;
    const source = (here + 1) * plane.stride + 1 - x0;
    const rowStart = row * width;
    if (down > 0) {
      const from = Math.min(plane.from[here] ?? plane.width, plane.from[here - 1] ?? plane.width);
      const to = Math.max(plane.to[here] ?? 0, plane.to[here - 1] ?? 0) + 1;
      const start = Math.max(x0 + from, 0);
      const end = Math.min(x0 + to, width);
      between(target, rowStart, start, end, plane, source, right, down, whole);
      continue;
    }
    const { rows, list } = plane.runs;
    for (let run = rows[here]!; run < rows[here + 1]!; run += 3) {
      const start = Math.max(x0 + list[run + 1]!, 0);
      const end = Math.min(x0 + list[run + 2]!, width);
      if (start >= end) continue;
      if (list[run] === OPAQUE && whole === 256) {
        copied(target, rowStart, start, end, plane, source, right);
      } else mixed(target, rowStart, start, end, plane, source, right, whole);
    }
  }
}

/** Opaque pixels: nothing of what lies under them shows. */
function copied(
  target: Uint8Array,
  rowStart: number,
  start: number,
  end: number,
  { value }: Plane,
  source: number,
  right: number,
): void {
  if (right === 0) {
    target.set(value.subarray(source + start, source + end), rowStart + start);
    return;
  }
  const left = 256 - right;
  for (let x = start, s = source + start, i = rowStart + start; x < end; x++, s++, i++) {
    target[i] = (value[s]! * left + value[s - 1]! * right) >> 8;
  }
}

function mixed(
  target: Uint8Array,
  rowStart: number,
  start: number,
  end: number,
  { value, alpha }: Plane,
  source: number,
  right: number,
  whole: number,
): void {
  const left = 256 - right;
  if (right === 0 && whole === 256) {
    for (let x = start, s = source + start, i = rowStart + start; x < end; x++, s++, i++) {
      target[i] = value[s]! + ((target[i]! * (255 - alpha[s]!) * 257 + 32_768) >> 16);
    }
    return;
  }
  // What was read for one pixel is the left neighbour of the next.
  let leftAlpha = alpha[source + start - 1]!;
  let leftValue = value[source + start - 1]!;
  for (let x = start, s = source + start, i = rowStart + start; x < end; x++, s++, i++) {
    const hereAlpha = alpha[s]!;
    const hereValue = value[s]!;
    const amount = (Math.imul(hereAlpha, left) + Math.imul(leftAlpha, right)) * whole;
    const light = (Math.imul(hereValue, left) + Math.imul(leftValue, right)) * whole;
    leftAlpha = hereAlpha;
    leftValue = hereValue;
    // Times 257 / 65,536 is a division by 255.
    const kept = Math.imul(target[i]!, 255 - (amount >> 16));
    target[i] = (light >> 16) + ((Math.imul(kept, 257) + 32_768) >> 16);
  }
}

/** Pixels between two rows as well as between two columns. */
function between(
  target: Uint8Array,
  rowStart: number,
  start: number,
  end: number,
  { value, alpha, stride }: Plane,
  source: number,
  right: number,
  down: number,
  whole: number,
): void {
  const a = (256 - right) * (256 - down);
  const b = right * (256 - down);
  const c = (256 - right) * down;
  const d = right * down;
  for (let x = start, s = source + start, i = rowStart + start; x < end; x++, s++, i++) {
    const up = s - stride;
    const seen = alpha[s]! * a + alpha[s - 1]! * b + alpha[up]! * c + alpha[up - 1]! * d;
    const amount = ((seen >> 8) * whole) >> 16;
    if (amount === 0) continue;
    const sum = value[s]! * a + value[s - 1]! * b + value[up]! * c + value[up - 1]! * d;
    const light = ((sum >> 8) * whole) >> 16;
    target[i] = light + ((target[i]! * (255 - amount) * 257 + 32_768) >> 16);
  }
}
