import {
  ComponentType,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import type { Post } from "../../sharing/posts/post.ts";
import { altText } from "../card/alt-text.ts";
import { parameters, plain, quote } from "../card/text.ts";
import { button, openButton } from "../button.ts";
import { linkTo } from "../moderation/where-shown.ts";

/** The button by which a post of ours is recognised, whatever else is in its channel. */
export const POST_ACTION: Record<Post["kind"], string> = {
  showcase: "showcase-favourite",
  share: "copy-more",
};

const PROMPT_LENGTH = 600;
const GOLD = 0xf0b232;
const BLURPLE = 0x5865f2;

export interface PostFrame {
  post: Pick<Post, "kind" | "credit">;
  as: "open" | "spoiler";
  /** Of its attachments, in their order. */
  fileNames: readonly string[];
  /** Of the guild where it was made; undefined for one that the bot has left. */
  guildName: string | undefined;
}

/** A result in a channel beside its card: the videos, whose they are, and the way to the card. Pure. */
export function renderPost(
  generation: Generation,
  frame: PostFrame,
): APIMessageTopLevelComponent[] {
  const { post, as, fileNames } = frame;
  const count = generation.videos.length;
  return [
    {
      type: ComponentType.Container,
      accent_color: post.kind === "showcase" ? GOLD : BLURPLE,
      components: [
        text(words(generation, frame)),
        {
          type: ComponentType.MediaGallery,
          items: fileNames.map((name) => ({
            media: { url: `attachment://${name}` },
            description: altText(generation, videoIndexOf(name), count),
            spoiler: as === "spoiler",
          })),
        },
        { type: ComponentType.ActionRow, components: buttons(generation, frame) },
      ],
    },
  ];
}

const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content,
});

function words({ memberId, request, frames, createdAt }: Generation, frame: PostFrame): string {
  const { kind, credit } = frame.post;
  const server = `**${plain(frame.guildName ?? "a server that I have left")}**`;
  const when = `<t:${Math.floor(createdAt / 1000)}:D>`;
  const who =
    kind === "showcase"
      ? `🏆 A favourite of this server, by <@${memberId}> · ${when}`
      : credit === "full"
        ? `📨 Shared by <@${memberId}> from ${server} · ${when}`
        : "📨 Shared from another server";
  const positions = frames.map(({ position }) => position);
  return [who, quote(request.prompt, PROMPT_LENGTH), `-# ${parameters(request, positions)}`].join(
    "\n",
  );
}

function buttons(generation: Generation, { post }: PostFrame): APIButtonComponent[] {
  const { id } = generation;
  const open = post.credit === "full" ? [openButton(linkTo(generation))] : [];
  const act = (label: string) => button(POST_ACTION[post.kind], id, label);
  return [
    ...open,
    post.kind === "showcase" ? { ...act("Favourite"), emoji: { name: "⭐" } } : act("More"),
  ];
}

/** Which video of its generation a file is: the end of the name that `fileName` gave it. */
export function videoIndexOf(fileName: string): number {
  const [, number = "1"] = /-(\d+)\.\w+$/.exec(fileName) ?? [];
  return Number(number) - 1;
}
