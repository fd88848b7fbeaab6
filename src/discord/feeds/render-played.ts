import {
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { openButton } from "../button.ts";
import type { Generation } from "../../generation/generation.ts";
import type { FileAddress } from "../../sharing/ports.ts";
import type { Playable } from "./playable.ts";
import { altText } from "../card/alt-text.ts";
import { cut, parameters, plain, quote } from "../card/text.ts";
import { linkTo } from "../moderation/where-shown.ts";

const PROMPT_LENGTH = 600;
const NAME_LENGTH = 100;
const COLOUR = 0x1abc9c;

/** The videos behind a copy, for whoever pressed **Play**. Pure. */
export function renderPlayed(
  generation: Generation,
  files: Playable,
): APIMessageTopLevelComponent[] {
  const link = linkTo(generation);
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOUR,
      components: [
        ...(typeof files === "string" || files.length === 0
          ? [text(instead(files))]
          : [text(words(generation)), videos(generation, files)]),
        ...(link.startsWith("https:") && files !== "gone" ? [open(link)] : []),
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

const open = (url: string): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components: [openButton(url)],
});

const words = ({ memberName, request, frames }: Generation): string =>
  [
    `▶️ By **${plain(cut(memberName, NAME_LENGTH))}**`,
    quote(request.prompt, PROMPT_LENGTH),
    `-# ${parameters(
      request,
      frames.map(({ position }) => position),
    )}`,
  ].join("\n");

function videos(generation: Generation, files: readonly FileAddress[]): APIComponentInContainer {
  const { videos: all, spoiler } = generation;
  return {
    type: ComponentType.MediaGallery,
    items: files.map(({ fileName, url }, index) => ({
      media: { url },
      description: altText(generation, indexOf(all, fileName, index), all.length),
      spoiler,
    })),
  };
}

/** A file is named after its video, or after the name it was posted with. */
function indexOf(all: Generation["videos"], fileName: string, otherwise: number): number {
  const found = all.findIndex(({ posted, videoUUID }) =>
    [posted?.fileName, videoUUID].includes(fileName),
  );
  return found === -1 ? otherwise : found;
}

function instead(files: Playable): string {
  switch (files) {
    case "gone":
      return "🗑️ This video cannot be played any more: it was deleted where it was made.";
    case "closed":
      return "🔒 I can no longer look into the channel that this video is in.";
    case "unknown":
      return "⏳ Discord did not answer me just now. Press **Play** again in a minute.";
    default:
      return "📎 This video is too large for Discord, so it cannot be played here.";
  }
}
