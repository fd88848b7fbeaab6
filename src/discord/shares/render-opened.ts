import {
  ButtonStyle,
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import type { FileAddress } from "../../sharing/ports.ts";
import type { ShareCode } from "../../sharing/shares/share-codes.ts";
import { altText } from "../card/alt-text.ts";
import { COLOURS } from "../card/card-state.ts";
import { plain, quote } from "../card/text.ts";
import { customId } from "../custom-id.ts";

const PROMPT_LENGTH = 1000;

/** What somebody sees who opens a code. */
export interface Opened {
  generation: Generation;
  files: readonly FileAddress[];
  credit: ShareCode["credit"];
  /** Of the guild that it is from; undefined where the bot does not know. */
  guildName: string | undefined;
  /** The code, and the channel in which it could be posted for everybody; null where it cannot. */
  postable: { code: string; channelId: string } | null;
}

/** A result that was opened with a code, for whoever opened it. Pure. */
export function renderOpened(opened: Opened): APIMessageTopLevelComponent[] {
  const { generation, files, postable } = opened;
  const count = generation.videos.length;
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOURS.done,
      components: [
        { type: ComponentType.TextDisplay, content: words(opened) },
        {
          type: ComponentType.MediaGallery,
          items: files.map(({ url, fileName }) => ({
            media: { url },
            description: altText(
              generation,
              generation.videos.findIndex(({ posted, videoUUID }) =>
                // The operator's copy is named after its video.
                [posted?.fileName, videoUUID].includes(fileName),
              ),
              count,
            ),
            spoiler: generation.spoiler,
          })),
        },
        ...(postable === null ? [] : [postRow(generation, postable.code)]),
      ],
    },
  ];
}

function words({ generation, credit, guildName, postable }: Opened): string {
  const { memberId, createdAt, request } = generation;
  const from = guildName === undefined ? "" : ` from **${plain(guildName)}**`;
  const who = credit === "full" ? `<@${memberId}>${from}` : "A member who gives no name";
  return [
    `${who} · <t:${Math.floor(createdAt / 1000)}:D>`,
    quote(request.prompt, PROMPT_LENGTH),
    ...(postable === null
      ? ["-# Only you see this."]
      : [`-# Only you see this. **Post it** shows it to everybody in <#${postable.channelId}>.`]),
  ].join("\n");
}

const postRow = ({ id }: Generation, code: string): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: "Post it",
      custom_id: customId("share-post", id, code),
    },
  ],
});
