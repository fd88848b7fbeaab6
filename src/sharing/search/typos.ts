/**
 * Whether two words are the same but for so many letters that are wrong, missing or too many. Two
 * swapped ones count as two.
 */
export function isWithin(typos: number, a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > typos) return false;
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      const changed = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      const missing = (above[column] ?? 0) + 1;
      const added = (here[column - 1] ?? 0) + 1;
      const cost = Math.min(changed, missing, added);
      here.push(cost);
      least = Math.min(least, cost);
    }
    // No row after this one has less.
    if (least > typos) return false;
    above = here;
  }
  return (above[b.length] ?? 0) <= typos;
}
