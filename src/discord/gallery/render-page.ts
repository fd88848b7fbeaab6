import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Item, Page } from "../../sharing/gallery/page.ts";
import type { Wanted } from "../../sharing/gallery/wanted.ts";
import { altText } from "../card/alt-text.ts";
import { COLOURS } from "../card/card-state.ts";
import { parameters, plain, quote } from "../card/text.ts";
import { button, openButton } from "../button.ts";
import { cardLink } from "../usage/card-link.ts";
import { heading } from "./heading.ts";

const PROMPT_LENGTH = 460;

/** What a page is drawn from, beside the page itself. */
export interface PageFrame {
  /** Of the interaction that opened the gallery: its buttons name it. */
  viewId: string;
  guildId: string;
  wanted: Wanted;
  /** As people know a guild; undefined for one that the bot has left. */
  guildName: (guildId: string) => string | undefined;
}

/** A page of results, each with its videos and what can be done with them. Pure. */
export function renderPage(page: Page, frame: PageFrame): APIMessageTopLevelComponent[] {
  const turn = (label: string, number: number): APIButtonComponent => ({
    ...button(
      "gallery-page",
      frame.viewId,
      label,
      ButtonStyle.Secondary,
      String(Math.max(0, number)),
    ),
    disabled: number < 0 || number >= page.pages,
  });
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOURS.done,
      components: [
        text(heading(page, frame.wanted)),
        ...page.items.flatMap((item, index) => [
          // Four results with five buttons each fill the 40 components of a message: none to spare.
          ...(index === 0 ? [] : [{ type: ComponentType.Separator } as const]),
          ...result(item, page, frame),
        ]),
        ...(page.pages > 1
          ? [row([turn("Previous", page.number - 1), turn("Next", page.number + 1)])]
          : []),
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

const row = (components: APIButtonComponent[]): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components,
});

function result(item: Item, page: Page, frame: PageFrame): APIComponentInContainer[] {
  return [
    text(words(item, frame)),
    ...videos(item),
    ...(item.files === "gone" ? [] : [row(buttons(item, page, frame))]),
  ];
}

function words({ generation, files, isCopy }: Item, { guildId, guildName }: PageFrame): string {
  const { memberId, createdAt, request, frames } = generation;
  const name = guildName(generation.guildId);
  const where =
    generation.guildId === guildId ? "" : ` in **${plain(name ?? "a server that I have left")}**`;
  const positions = frames.map(({ position }) => position);
  return [
    `<@${memberId}>${where} · <t:${Math.floor(createdAt / 1000)}:D>`,
    quote(request.prompt, PROMPT_LENGTH),
    `-# ${parameters(request, positions)}`,
    ...(isCopy
      ? ["📦 The message with this video is gone. This is the copy that was kept of it."]
      : instead(files)),
  ].join("\n");
}

/** Why there is nothing to play. */
function instead(files: Item["files"]): string[] {
  switch (files) {
    case "gone":
      return ["🗑️ The message with this video was deleted, so it leaves the gallery."];
    case "closed":
      return ["🔒 I can no longer look into that channel. Open it to watch the video."];
    case "unknown":
      return ["⏳ Discord did not answer me just now. Open it to watch the video."];
    default:
      return files.length > 0
        ? []
        : ["📎 The video is too large for Discord: open it for a link, as long as that works."];
  }
}

function videos({ generation, files }: Item): APIComponentInContainer[] {
  if (typeof files === "string" || files.length === 0) return [];
  const all = generation.videos;
  const items = files.map(({ fileName, url }) => ({
    media: { url },
    description: altText(
      generation,
      all.findIndex((video) => [video.posted?.fileName, video.videoUUID].includes(fileName)),
      all.length,
    ),
    spoiler: generation.spoiler,
  }));
  return [{ type: ComponentType.MediaGallery, items }];
}

/** A picture can be taken out of it. */
const canBeFrame = ({ files }: Item): boolean => typeof files !== "string" && files.length > 0;

function buttons(
  item: Item,
  { number }: Page,
  { viewId, guildId }: PageFrame,
): APIButtonComponent[] {
  const { generation, favoured, isCopy } = item;
  const { id } = generation;
  const link = isCopy ? null : cardLink(generation);
  return [
    // What has no message any more can be reported and deleted from here alone.
    ...(isCopy && generation.guildId === guildId ? [button("more", id, "More")] : []),
    ...(link === null ? [] : [openButton(link)]),
    {
      ...button(
        "gallery-favourite",
        id,
        `${favoured.isOwn ? "Your favourite" : "Favourite"} · ${favoured.count}`,
        favoured.isOwn ? ButtonStyle.Primary : ButtonStyle.Secondary,
        `${viewId}.${number}`,
      ),
      emoji: { name: "⭐" },
    },
    // Elsewhere other rules hold, and somebody else pays.
    ...(generation.guildId === guildId
      ? [
          button("again", id, "Again"),
          button("remix", id, "Remix"),
          ...(canBeFrame(item) ? [button("use-as-frame", id, "Use as frame")] : []),
        ]
      : []),
  ];
}
