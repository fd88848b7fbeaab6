import type { Figure, Outcome, Row } from "../figure.ts";
import type { Machine } from "./machine.ts";

export interface Done {
  figure: Pick<Figure, "name" | "title">;
  outcome: Outcome;
}

/** `bench/RESULTS.md`. */
export function markdown(done: readonly Done[], machine: Machine, quick: boolean): string {
  const lines = [
    "# The benchmark",
    "",
    `Measured on ${machine.date} by \`npm run bench\`: ${machine.cores} cores (${machine.cpu}), ${machine.memory} of memory, Node ${machine.node}, ${machine.os}. Load average at the start: ${machine.load}.`,
    "",
    "Everybody met the same local servers in the same run, each as a process of its own, in turns; where there were several rounds a figure is their median, with the least and the most in brackets.",
    "",
    ...(quick ? ["**With `--quick`: the numbers are too small to mean anything.**", ""] : []),
    "| figure | Flipbook | rival | aim | |",
    "|---|---|---|---|---|",
    ...done.flatMap(({ outcome }) => outcome.rows.map(line)),
    "",
    "## How it was measured",
    ...done.flatMap(({ figure, outcome }) => [
      "",
      `### ${figure.title} (\`npm run bench -- ${figure.name}\`)`,
      "",
      ...outcome.notes.map((note) => `- ${note}`),
    ]),
    "",
  ];
  return lines.join("\n");
}

const line = ({ figure, ours, rival, aim, isMet }: Row): string =>
  `| ${figure} | ${ours} | ${rival} | ${aim} | ${isMet === null ? "" : isMet ? "reached" : "**missed**"} |`;
