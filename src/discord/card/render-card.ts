import {
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import type { Progress } from "../../generation/ports/delivery.ts";
import { messageUrl } from "../message-url.ts";
import { afterLine } from "./after-line.ts";
import { altText } from "./alt-text.ts";
import { bar } from "./bar.ts";
import { cardButtons } from "./card-buttons.ts";
import { NO_FACTS, type CardFacts } from "./card-facts.ts";
import { COLOURS, type CardState } from "./card-state.ts";
import { doneState } from "./done-state.ts";
import { reviewLines } from "./review-lines.ts";
import { cancelSentence, chargeSentence, failureSentence } from "./sentences.ts";
import { shownBefore, type ShownVideo } from "./shown-video.ts";
import { parameters, quote, roughUsd } from "./text.ts";
import { waitingState } from "./waiting-state.ts";

/** Discord's limit for all text of a message is 4,000 characters; the rest is for line breaks. */
const TEXT_LENGTH = 3950;

/** Progress of a generation whose record says everything. */
export const SETTLED: Progress = {
  place: null,
  readyAt: null,
  overdue: false,
  resumed: false,
  providerBusy: false,
};

/**
 * The card of a generation: who asked, the prompt, the parameters, and how it stands. Pure: the
 * same record, progress, moment and facts give the same components.
 */
export function renderCard(
  generation: Generation,
  progress: Progress,
  now: number,
  shown: readonly ShownVideo[] = shownBefore(generation),
  facts: CardFacts = NO_FACTS,
): APIMessageTopLevelComponent[] {
  const state = stateOf(generation, progress, now, shown);
  const frames = generation.frames.map(({ position }) => position);
  const price =
    generation.cost === null && generation.endedAt === null
      ? ` · about ${roughUsd(generation.estimate.costMicroUsd)}${generation.estimate.learned ? "" : " (estimate)"}`
      : "";
  const who = [
    ...elsewhere(generation),
    `<@${generation.memberId}> asked for a video`,
    ...afterLine(generation, facts),
  ];
  const what = `-# ${parameters(generation.request, frames)}${price}`;
  const hidden = privateLine(generation);
  const taken = [...who, what, ...hidden, ...state.lines].join("\n").length;
  const head = [...who, quote(generation.request.prompt, TEXT_LENGTH - taken), what, ...hidden];
  return [
    {
      type: ComponentType.Container,
      accent_color: state.colour,
      components: [
        text(head.join("\n")),
        ...gallery(generation, shown),
        ...(shown.length === 0 ? [{ type: ComponentType.Separator } as const] : []),
        text(state.lines.join("\n")),
        cardButtons(generation, shown, facts),
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
      : messageUrl(guildId, channelId, card.messageId);
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

/** From whom it is hidden, and from whom not; one that waits for moderators says so itself. */
const privateLine = ({ state, request }: Generation): string[] =>
  request.private && state !== "reviewing"
    ? ["-# 🔒 Hidden from members, not from moderators: they can look at it if they need to."]
    : [];

function gallery(generation: Generation, shown: readonly ShownVideo[]): APIComponentInContainer[] {
  const items = shown.flatMap(({ posted }, index) =>
    posted === null || posted.fileName === null
      ? []
      : [
          {
            media: { url: `attachment://${posted.fileName}` },
            description: altText(generation, index, shown.length),
            spoiler: generation.spoiler,
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
): CardState {
  if (shown.length > 0) return doneState(generation, shown);
  switch (generation.state) {
    case "rejected":
      return {
        colour: COLOURS.failed,
        lines: [
          ...reviewLines(generation, generation.videos),
          `-# ${chargeSentence(generation)} A video that a moderator rejects still counts.`,
        ],
      };
    case "failed":
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
