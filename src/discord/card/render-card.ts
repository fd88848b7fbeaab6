import {
  ButtonStyle,
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import type { Posted, Progress } from "../../generation/ports.ts";
import { customId } from "../custom-id.ts";
import { altText } from "./alt-text.ts";
import { cancelSentence, chargeSentence, failureSentence } from "./sentences.ts";
import { duration, parameters, quote, relative, roughUsd, usd } from "./text.ts";

const COLOURS = { waiting: 0x80848e, rendering: 0x5865f2, done: 0x23a55a, failed: 0xf23f43 };
const BAR_CELLS = 12;
/** A bar that is full before the video is there would be a lie. */
const FULLEST = 0.95;

/** Discord's limit for all text of a message is 4,000 characters; the rest is for line breaks. */
const TEXT_LENGTH = 3950;

/** One finished video and what became of it. */
export interface ShownVideo {
  posted: Posted;
  /** Where to watch it, when it could not be uploaded. */
  url: string;
  seed: number | null;
}

/** Progress of a generation whose record says everything. */
export const SETTLED: Progress = {
  place: null,
  readyAt: null,
  overdue: false,
  resumed: false,
  providerBusy: false,
};

type State = { colour: number; lines: string[] };

/**
 * The card of a generation: who asked, the prompt, the parameters, and how it stands. Pure: the
 * same record, progress and moment give the same components.
 */
export function renderCard(
  generation: Generation,
  progress: Progress,
  now: number,
  shown: readonly ShownVideo[] = [],
): APIMessageTopLevelComponent[] {
  const state = stateOf(generation, progress, now, shown);
  const frames = generation.frames.map(({ position }) => position);
  const price =
    generation.cost === null && generation.endedAt === null
      ? ` · about ${roughUsd(generation.estimate.costMicroUsd)}${generation.estimate.learned ? "" : " (estimate)"}`
      : "";
  const who = [...elsewhere(generation), `<@${generation.memberId}> asked for a video`];
  const what = `-# ${parameters(generation.request, frames)}${price}`;
  const taken = [...who, what, ...state.lines].join("\n").length;
  const head = [...who, quote(generation.request.prompt, TEXT_LENGTH - taken), what];
  return [
    {
      type: ComponentType.Container,
      accent_color: state.colour,
      components: [
        text(head.join("\n")),
        ...gallery(generation, shown),
        ...(shown.length === 0 ? [{ type: ComponentType.Separator } as const] : []),
        text(state.lines.join("\n")),
        buttons(generation),
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

/** Why this is not on the card that the member knows. */
function elsewhere({ place, guildId, channelId, card }: Generation): string[] {
  if (place.kind === "card" || place.because === null) return [];
  const first =
    card.ephemeral || card.messageId === null
      ? `<#${channelId}>`
      : `https://discord.com/channels/${guildId}/${channelId}/${card.messageId}`;
  const reasons: Record<NonNullable<typeof place.because>, string> = {
    cardGone: `The message with this video in <#${channelId}> was deleted, so it comes to you here.`,
    channelClosed: `I can no longer change ${first}, so this comes anew.`,
    tooManyEdits: `${first} is too old to be changed, so this comes anew.`,
    privateCardExpired: `Your private card in <#${channelId}> could be reached for 15 minutes only, so this comes to you here.`,
    doorClosed: "You take no direct messages from this server, so this waited in your inbox.",
    refused: `I could not change ${first}, so this comes anew.`,
  };
  return [`-# ${reasons[place.because]}`];
}

function gallery(generation: Generation, shown: readonly ShownVideo[]): APIComponentInContainer[] {
  const items = shown.flatMap(({ posted }, index) =>
    posted.fileName === null
      ? []
      : [
          {
            media: { url: `attachment://${posted.fileName}` },
            description: altText(generation, index, shown.length),
          },
        ],
  );
  return items.length === 0 ? [] : [{ type: ComponentType.MediaGallery, items }];
}

function stateOf(
  generation: Generation,
  progress: Progress,
  now: number,
  shown: readonly ShownVideo[],
): State {
  if (shown.length > 0) return doneState(generation, shown);
  switch (generation.state) {
    case "failed":
    case "rejected":
    case "expired": {
      const referenceId = generation.failure?.referenceId;
      return {
        colour: COLOURS.failed,
        lines: [
          `❌ ${failureSentence(generation).text}`,
          `-# ${chargeSentence(generation)}${referenceId ? ` Reference: \`${referenceId}\`` : ""}`,
        ],
      };
    }
    case "cancelled":
      return {
        colour: COLOURS.waiting,
        lines: [`🛑 ${cancelSentence(generation)}`, `-# ${chargeSentence(generation)}`],
      };
    case "delivering":
    case "done":
      return { colour: COLOURS.rendering, lines: [`${bar(1)} **Finished**, on its way here`] };
    default:
      return waitingState(generation, progress, now);
  }
}

function waitingState(generation: Generation, progress: Progress, now: number): State {
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

function doneState(generation: Generation, shown: readonly ShownVideo[]): State {
  const { cost, renderingAt, readyAt, failedResults } = generation;
  const seeds = shown.flatMap(({ seed }) => (seed === null ? [] : [String(seed)]));
  const facts = [
    seeds.length > 0 && `${seeds.length > 1 ? "Seeds" : "Seed"} ${seeds.join(", ")}`,
    cost !== null && `${usd(cost.microUsd)}${cost.estimated ? " (estimate)" : ""}`,
    renderingAt !== null && readyAt !== null && `made in ${duration(readyAt - renderingAt)}`,
  ].filter((fact) => typeof fact === "string");
  return {
    colour: COLOURS.done,
    lines: [
      ...shown.flatMap(({ posted, url }, index) => exception(posted, url, index, shown.length)),
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

function bar(fraction: number): string {
  const filled = Math.round(Math.max(0, fraction) * BAR_CELLS);
  return "▰".repeat(filled) + "▱".repeat(BAR_CELLS - filled);
}

function buttons(generation: Generation): APIComponentInContainer {
  const { id, state, cancel } = generation;
  const cancellable =
    cancel === null && (state === "queued" || state === "submitting" || state === "rendering");
  const repeatable = state === "failed" || state === "expired";
  return {
    type: ComponentType.ActionRow,
    components: [
      ...(cancellable ? [button("cancel", "Cancel", ButtonStyle.Danger)] : []),
      ...(repeatable && failureSentence(generation).again
        ? [button("try-again", "Try again", ButtonStyle.Primary)]
        : []),
      button("details", "Details", ButtonStyle.Secondary),
    ],
  };

  function button(
    action: string,
    label: string,
    style: ButtonStyle.Danger | ButtonStyle.Primary | ButtonStyle.Secondary,
  ) {
    return { type: ComponentType.Button as const, custom_id: customId(action, id), label, style };
  }
}
