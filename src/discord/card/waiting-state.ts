import { CONFIRM_WITHIN_MS } from "../../generation/confirm.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Progress } from "../../generation/ports/delivery.ts";
import { isPending } from "../../generation/review.ts";
import { bar, FULLEST } from "./bar.ts";
import { COLOURS, type CardState } from "./card-state.ts";
import { keptLine, verdictLines } from "./review-lines.ts";
import { cancelSentence } from "./sentences.ts";
import { relative, roughUsd } from "./text.ts";

/** How a generation stands until its videos are there: asked about its price, in line, started, rendering, overdue. */
export function waitingState(generation: Generation, progress: Progress, now: number): CardState {
  const busy = [
    ...(progress.providerBusy
      ? [
          "-# Runware is busy or not answering at the moment. Nothing is lost: it goes on by itself.",
        ]
      : []),
    ...(progress.resumed ? ["-# The bot restarted in between and goes on where it was."] : []),
  ];
  if (generation.cancel !== null) {
    return {
      colour: COLOURS.waiting,
      lines: [`🛑 ${cancelSentence(generation)}`, "-# What it cost will be shown here.", ...busy],
    };
  }
  if (generation.state === "held") {
    return {
      colour: COLOURS.waiting,
      lines: [
        `💰 **This costs about ${roughUsd(generation.estimate.costMicroUsd)}.** Shall it be made?`,
        `-# Nothing is reserved or spent yet. Without an answer this ends ${relative(generation.createdAt + CONFIRM_WITHIN_MS)}.`,
      ],
    };
  }
  if (generation.state === "reviewing") return reviewingState(generation);
  if (generation.state === "rendering") {
    const startedAt = generation.renderingAt ?? now;
    if (progress.overdue) {
      return {
        colour: COLOURS.rendering,
        lines: [
          `${bar(FULLEST)} **Rendering** takes much longer than usual`,
          `-# Started ${relative(startedAt)}. It is posted here if it still comes; otherwise nothing is counted.`,
          ...busy,
        ],
      };
    }
    const expectedMs = generation.estimate.renderMs;
    const elapsedMs = now - startedAt;
    const readyAt = progress.readyAt ?? startedAt + expectedMs;
    const ready = readyAt > now ? `ready about ${relative(readyAt)}` : "ready any moment";
    return {
      colour: COLOURS.rendering,
      lines: [
        `${bar(Math.min(FULLEST, elapsedMs / expectedMs))} **Rendering** · ${ready}`,
        `-# Started ${relative(startedAt)}`,
        ...busy,
      ],
    };
  }
  const { place } = progress;
  const line =
    generation.state === "submitting" || place === null
      ? "⏳ **Starting**"
      : place === 1
        ? "⏳ **Queued** · next in line"
        : `⏳ **Queued** · place ${place} in line`;
  return { colour: COLOURS.waiting, lines: [line, ...busy] };
}

/** Nothing of it may be seen yet, nor what was found in it. */
function reviewingState({ request, review, videos }: Generation): CardState {
  const waiting = videos.filter(isPending).length;
  const [what, it] =
    waiting === 1
      ? [videos.length > 1 ? `1 of ${videos.length} videos is` : "the video is", "It is"]
      : [waiting < videos.length ? `${waiting} videos are` : "the videos are", "They are"];
  return {
    colour: COLOURS.waiting,
    lines: [
      `🔎 **Finished** · ${what} held for a moderator of this server`,
      ...verdictLines(videos),
      `-# ${it} posted here if a moderator approves. There is nothing for you to do.`,
      ...(request.private
        ? ["-# Private videos are hidden from members, not from moderators who review them."]
        : []),
      ...keptLine(review),
    ],
  };
}
