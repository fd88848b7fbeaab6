import {
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { isEnd, type Generation } from "../../generation/generation.ts";
import { isPending } from "../../generation/review.ts";
import { altText } from "../card/alt-text.ts";
import { COLOURS } from "../card/card-state.ts";
import { chargeSentence } from "../card/sentences.ts";
import { parameters, quote, relative } from "../card/text.ts";
import { reviewButtons } from "./review-buttons.ts";
import { linkLine, outcome, reasons } from "./review-words.ts";

const WAITING_COLOUR = 0xf0b232;
/** Each prompt may take this much of Discord's 4,000 characters of text. */
const PROMPT_LENGTH = 1200;

/** A video as the message of the moderators has it. */
export interface ReviewedFile {
  /** Its place among the generation's videos, from 0. */
  index: number;
  /** Of the attachment; null for one that was too large. */
  fileName: string | null;
}

/** What moderators see of a generation that waits for them, or did: videos are behind a click. */
export function renderReview(
  generation: Generation,
  files: readonly ReviewedFile[],
): APIMessageTopLevelComponent[] {
  const { request, videos } = generation;
  const waiting = videos.filter(isPending).length;
  const isOpen = waiting > 0 && !isEnd(generation.state);
  const links = files.filter(({ fileName }) => fileName === null);
  return [
    {
      type: ComponentType.Container,
      accent_color: isOpen ? WAITING_COLOUR : COLOURS.waiting,
      components: [
        text(
          [
            isOpen ? heading(waiting) : "### Decided",
            `<@${generation.memberId}> asked for ${videos.length > 1 ? "these videos" : "this video"} in ${where(generation)}`,
            quote(request.prompt, PROMPT_LENGTH),
            ...(request.negativePrompt === null
              ? []
              : [`-# Should not show:\n${quote(request.negativePrompt, PROMPT_LENGTH)}`]),
            `-# ${parameters(request, [])} · ${relative(generation.createdAt)}. ${chargeSentence(generation)}`,
          ].join("\n"),
        ),
        ...gallery(generation, files),
        text(
          [
            ...reasons(generation),
            ...links.map(({ index }) => linkLine(videos, index)),
            ...outcome(generation),
          ].join("\n"),
        ),
        ...(isOpen ? reviewButtons(generation) : []),
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

const heading = (waiting: number): string =>
  waiting === 1 ? "### 🔎 A video waits for you" : `### 🔎 ${waiting} videos wait for you`;

function where({ guildId, channelId, card }: Generation): string {
  return card.ephemeral || card.messageId === null
    ? `<#${channelId}>`
    : `https://discord.com/channels/${guildId}/${channelId}/${card.messageId}`;
}

function gallery(
  generation: Generation,
  files: readonly ReviewedFile[],
): APIComponentInContainer[] {
  const items = files.flatMap(({ index, fileName }) =>
    fileName === null
      ? []
      : [
          {
            media: { url: `attachment://${fileName}` },
            description: altText(generation, index, generation.videos.length),
            spoiler: true,
          },
        ],
  );
  return items.length === 0 ? [] : [{ type: ComponentType.MediaGallery, items }];
}
