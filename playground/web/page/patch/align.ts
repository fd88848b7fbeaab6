/** Which of the old stays for which of the new: indexes into the old, undefined for what is new. */
export type Alignment = readonly (number | undefined)[];

/**
 * The longest common subsequence of two lists: what stays is never moved, since a video that is
 * taken out and put back stops playing.
 */
export function align<T>(
  old: readonly T[],
  next: readonly T[],
  areSame: (one: T, other: T) => boolean,
): Alignment {
  const same = (row: number, column: number): boolean => {
    const [one, other] = [old[row], next[column]];
    return one !== undefined && other !== undefined && areSame(one, other);
  };
  const found: (number | undefined)[] = Array.from({ length: next.length });
  let start = 0;
  while (start < next.length && start < old.length && same(start, start)) {
    found[start] = start;
    start += 1;
  }
  let tail = 0;
  while (
    tail < Math.min(old.length, next.length) - start &&
    same(old.length - 1 - tail, next.length - 1 - tail)
  ) {
    tail += 1;
    found[next.length - tail] = old.length - tail;
  }
  const rows = old.length - start - tail;
  const columns = next.length - start - tail;
  const lengths = table(rows, columns, (row, column) => same(start + row, start + column));
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (same(start + row, start + column)) {
      found[start + column] = start + row;
      row += 1;
      column += 1;
    } else if (at(lengths, row + 1, column) >= at(lengths, row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}

/** Of what begins at a row and a column: how much is in both. */
function table(
  rows: number,
  columns: number,
  same: (row: number, column: number) => boolean,
): readonly Uint16Array[] {
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const length = same(row, column)
        ? at(lengths, row + 1, column + 1) + 1
        : Math.max(at(lengths, row + 1, column), at(lengths, row, column + 1));
      const line = lengths[row];
      if (line) line[column] = length;
    }
  }
  return lengths;
}

const at = (lengths: readonly Uint16Array[], row: number, column: number): number =>
  lengths[row]?.[column] ?? 0;
