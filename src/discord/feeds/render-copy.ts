import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponent,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { altText } from "../card/alt-text.ts";
import { cut, plain, quote } from "../card/text.ts";
import { button, openButton } from "../button.ts";
import { linkTo } from "../moderation/where-shown.ts";

/** Discord recognises a copy of ours by this button. */
export const PLAY = "play";

export interface CopyFrame {
  as: "open" | "spoiler";
  /** Of its only attachment. */
  fileName: string;
  /** Of the feed; undefined for one that the bot has left. */
  guildName: string | undefined;
}

const PROMPT_LENGTH = 600;
const NAME_LENGTH = 100;
const COLOUR = 0x1abc9c;

/** What a follower sees of a showcase post: a preview, whose it is, and how to play it. Pure. */
export function renderCopy(
  generation: Generation,
  { as, fileName, guildName }: CopyFrame,
): APIMessageTopLevelComponent[] {
  const { id, memberName, request, videos } = generation;
  // A name, since members of another server are nothing that Discord's client can show here.
  const who = plain(cut(memberName, NAME_LENGTH));
  const server = plain(cut(guildName ?? "a server that I have left", NAME_LENGTH));
  const words = [
    `📡 From the showcase of **${server}**, by **${who}**`,
    quote(request.prompt, PROMPT_LENGTH),
    ...(videos.length > 1 ? [`-# ${videos.length} videos: this is a glimpse of the first.`] : []),
  ];
  const description = altText(generation, 0, videos.length);
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOUR,
      components: [
        { type: ComponentType.TextDisplay, content: words.join("\n") },
        {
          type: ComponentType.MediaGallery,
          items: [
            { media: { url: `attachment://${fileName}` }, description, spoiler: as === "spoiler" },
          ],
        },
        { type: ComponentType.ActionRow, components: buttons(id, linkTo(generation)) },
      ],
    },
  ];
}

const buttons = (id: string, link: string): APIButtonComponent[] => [
  { ...button(PLAY, id, "Play", ButtonStyle.Primary), emoji: { name: "▶️" } },
  // A card in no channel has no address to lead to.
  ...(link.startsWith("https:") ? [openButton(link)] : []),
  button("copy-more", id, "More"),
];
