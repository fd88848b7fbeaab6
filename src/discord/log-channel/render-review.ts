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
import { linkTo } from "../moderation/where-shown.ts";
import { reviewButtons } from "./review-buttons.ts";
import { linkLine, outcome, reasons } from "./review-words.ts";

const WAITING_COLOUR = 0xf0b232;
/** Discord's limit for all text of a message is 4,000 characters; the rest is for line breaks. */
const TEXT_LENGTH = 3900;

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
  const who = [
    isOpen ? heading(waiting) : "### Decided",
    `<@${generation.memberId}> asked for ${videos.length > 1 ? "these videos" : "this video"} in ${linkTo(generation)}`,
  ];
  const what = `-# ${parameters(request, [])} · ${relative(generation.createdAt)}. ${chargeSentence(generation)}`;
  const below = [
    ...reasons(generation),
    ...links.map(({ index }) => linkLine(videos, index)),
    ...outcome(generation),
  ];
  const room = TEXT_LENGTH - [...who, what, ...below].join("\n").length;
  return [
    {
      type: ComponentType.Container,
      accent_color: isOpen ? WAITING_COLOUR : COLOURS.waiting,
      components: [
        text([...who, ...prompts(request, room), what].join("\n")),
        ...gallery(generation, files),
        text(below.join("\n")),
        ...(isOpen ? reviewButtons(generation) : []),
      ],
    },
  ];
}

/** The prompts share what is left of the room. */
function prompts({ prompt, negativePrompt }: Generation["request"], room: number): string[] {
  if (negativePrompt === null) return [quote(prompt, room)];
  return [
    quote(prompt, Math.floor(room / 2)),
    "-# It should not show:",
    quote(negativePrompt, Math.floor(room / 2)),
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

const heading = (waiting: number): string =>
  waiting === 1 ? "### 🔎 A video waits for you" : `### 🔎 ${waiting} videos wait for you`;

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
