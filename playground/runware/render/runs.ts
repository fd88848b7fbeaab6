import type { Plane } from "./sprite.ts";

export const SEE_THROUGH = 1;
export const OPAQUE = 2;

/** Stretches of columns, row by row. What belongs to none of them is empty. */
export interface Runs {
  /** Where the runs of each row begin in the list; one more at the end. */
  rows: Int32Array;
  /** Kind, first column, and the column after the last, for each run. */
  list: Int32Array;
}

// Changing from one kind to another costs as much as painting so many pixels.
const SHORTEST = 8;

/**
 * Finds the runs of a plane and notes the visible columns. A column is empty or opaque only if its
 * left neighbour is so too: a sprite may be put half a pixel to the right.
 */
export function findRuns(plane: Plane): Runs {
  const rows = new Int32Array(plane.height + 1);
  const list: number[] = [];
  for (let row = 0; row < plane.height; row++) {
    rows[row] = list.length;
    addRow(plane, row, list);
    const isEmpty = list.length === rows[row];
    plane.from[row] = isEmpty ? plane.width : list[rows[row]! + 1]!;
    plane.to[row] = isEmpty ? 0 : Math.min(list[list.length - 1]!, plane.width);
  }
  rows[plane.height] = list.length;
  return { rows, list: Int32Array.from(list) };
}

function addRow({ width, stride, alpha }: Plane, row: number, list: number[]): void {
  const start = (row + 1) * stride + 1;
  const first = list.length;
  let kind = 0;
  let from = 0;
  const end = (to: number): void => {
    const isShort = to - from < SHORTEST;
    const last = list.length - 3;
    const touches = last >= first && list[last + 2] === from;
    if (to === from || (kind === 0 && !(isShort && touches))) return;
    const shown = isShort ? SEE_THROUGH : kind;
    if (touches && list[last] === shown) list[last + 2] = to;
    else list.push(shown, from, to);
  };
  // One column more than there are: the last one may spill over to the right.
  for (let column = 0; column <= width; column++) {
    const here = column < width ? alpha[start + column]! : 0;
    const left = alpha[start + column - 1]!;
    const now = here === 255 && left === 255 ? OPAQUE : here === 0 && left === 0 ? 0 : SEE_THROUGH;
    if (now === kind) continue;
    end(column);
    kind = now;
    from = column;
  }
  if (kind !== 0) end(width + 1);
}
