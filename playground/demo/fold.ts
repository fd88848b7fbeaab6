const HEAD = 3;
const TAIL = 1;
const LONGEST_RUN = HEAD + TAIL + 2;

/**
 * `lines` with every long stretch that was shown before folded to its beginning and its end: what
 * is new stands out, and two cards with long prompts fit a terminal.
 */
export function fold(lines: readonly string[], shown: readonly string[]): string[] {
  const folded: string[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const long = run.length > LONGEST_RUN;
    folded.push(...(long ? [...run.slice(0, HEAD), "  ┊", ...run.slice(-TAIL)] : run));
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    if (line === shown[index]) run.push(line);
    else {
      endRun();
      folded.push(line);
    }
  }
  endRun();
  return folded;
}
