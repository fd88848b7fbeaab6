import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { isEnd, type Generation, type Video } from "../../generation/generation.ts";
import { isPending } from "../../generation/review.ts";
import { altText } from "../card/alt-text.ts";
import { COLOURS } from "../card/card-state.ts";
import { chargeSentence } from "../card/sentences.ts";
import { parameters, quote, relative } from "../card/text.ts";
import { customId } from "../custom-id.ts";

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
        ...(isOpen ? buttons(generation) : []),
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

/** Why somebody has to look. */
function reasons({ videos, card }: Generation): string[] {
  const judged = videos.flatMap((video, index) =>
    video.review === null ? [] : [{ video, index }],
  );
  const flagged = judged.filter(({ video }) => video.flagged).map(({ index }) => index + 1);
  const why =
    flagged.length === 0
      ? "This server reviews results before they are shown. The safety check found nothing."
      : videos.length === 1
        ? "The safety check found something in it."
        : `The safety check found something in ${flagged.length === 1 ? "video" : "videos"} ${inWords.format(flagged.map(String))}.`;
  return [
    `**Why** ${why}`,
    ...(card.ephemeral
      ? ["-# 🔒 A private request: other members do not see it, whatever you decide."]
      : []),
  ];
}

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

const linkLine = (videos: readonly Video[], index: number): string =>
  `📎 ${videos.length > 1 ? `Video ${index + 1}` : "The video"} is larger than this server's upload limit: ||[watch it here](${videos[index]?.url ?? ""})||. The link expires.`;

/** What was decided, and what the buttons do while something is open. */
function outcome(generation: Generation): string[] {
  const { videos, cancel, deleted, state } = generation;
  const decided = videos.flatMap(({ review }, index) => {
    if (review === null || review.by === null || review.at === null) return [];
    const did = review.verdict === "approved" ? "✅ Approved" : "🚫 Rejected";
    const which = videos.length > 1 ? ` video ${index + 1}` : "";
    return [`${did}${which} by <@${review.by}> ${relative(review.at)}`];
  });
  const open = videos.filter(isPending).length;
  if (open === 0) return decided;
  if (deleted !== null)
    return [...decided, `🗑️ Deleted by <@${deleted.by}> ${relative(deleted.at)}`];
  if (cancel !== null) {
    return [...decided, `🛑 Cancelled by <@${cancel.by}> ${relative(cancel.at)}`];
  }
  if (isEnd(state)) return decided;
  return [
    ...decided,
    "-# **Approve** shows it where it was asked for. **Reject** removes it for good, tells the member, and is a strike. Until somebody decides, it waits here.",
  ];
}

function buttons(generation: Generation): APIComponentInContainer[] {
  const { id, videos, memberId } = generation;
  const open = videos.flatMap((video, index) => (isPending(video) ? [index] : []));
  const block = button("block-member", memberId, "Block member", ButtonStyle.Secondary, id);
  const pair = (which: string, name: string): APIButtonComponentWithCustomId[] => [
    button("approve", id, `Approve${name}`, ButtonStyle.Success, which),
    button("reject", id, `Reject${name}`, ButtonStyle.Danger, which),
  ];
  if (open.length === 1) {
    const [index = 0] = open;
    const name = videos.length > 1 ? ` video ${index + 1}` : "";
    return [row([...pair(String(index), name), block])];
  }
  return [
    ...open.map((index) => row(pair(String(index), ` video ${index + 1}`))),
    row([...pair("all", ` all ${open.length}`), block]),
  ];
}

const row = (components: APIComponentInMessageActionRow[]): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components,
});

const button = (
  action: string,
  subjectId: string,
  label: string,
  style: APIButtonComponentWithCustomId["style"],
  argument?: string,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: customId(action, subjectId, argument),
});
