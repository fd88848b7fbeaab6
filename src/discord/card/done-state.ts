import type { Generation } from "../../generation/generation.ts";
import type { Posted } from "../../generation/ports/delivery.ts";
import { COLOURS, type CardState } from "./card-state.ts";
import { reviewLines } from "./review-lines.ts";
import type { ShownVideo } from "./shown-video.ts";
import { duration, usd } from "./text.ts";

/** Seeds, cost and time of finished videos, and what needs saying of each. */
export function doneState(generation: Generation, shown: readonly ShownVideo[]): CardState {
  const { cost, renderingAt, readyAt, failedResults } = generation;
  // Of what a moderator holds or rejected nothing is given away that makes it again.
  const seeds = shown.flatMap(({ seed, posted }) =>
    seed === null || posted === null ? [] : [String(seed)],
  );
  const facts = [
    seeds.length > 0 && `${seeds.length > 1 ? "Seeds" : "Seed"} ${seeds.join(", ")}`,
    cost !== null && `${usd(cost.microUsd)}${cost.estimated ? " (estimate)" : ""}`,
    renderingAt !== null && readyAt !== null && `made in ${duration(readyAt - renderingAt)}`,
  ].filter((fact) => typeof fact === "string");
  return {
    colour: COLOURS.done,
    lines: [
      ...shown.flatMap(({ posted, url }, index) =>
        posted === null ? [] : exception(posted, url, index, shown.length),
      ),
      ...reviewLines(generation, shown),
      ...(failedResults > 0
        ? [`⚠️ ${count(failedResults, "video")} of this request failed at Runware.`]
        : []),
      `-# ${facts.join(" · ")}`,
    ],
  };
}

/** What needs saying of a video that is not simply playing above. */
function exception(posted: Posted, url: string, index: number, of: number): string[] {
  const name = of > 1 ? `Video ${index + 1}` : "The video";
  switch (posted.as) {
    case "file":
      return [];
    case "smallerFile":
      return [`-# ${name} was re-encoded to fit this server's upload limit.`];
    case "link":
      return [
        `📎 ${name} is larger than this server's upload limit and would not stay watchable smaller: [watch it here](${url}). The link expires.`,
      ];
    case "withheld":
      return [`🔒 ${name} is not shown: the safety check found something in it.`];
    case "kept":
      return [`📥 ${name} waits in your inbox: type \`/inbox\`.`];
    case "lost":
      return [`⚠️ ${name} could not be fetched from Runware any more.`];
  }
}

const count = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? "" : "s"}`;
