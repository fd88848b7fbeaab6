import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { isPending } from "../../generation/review.ts";
import { button } from "../button.ts";

/** A verdict on each video that waits, one on all of them, and what can be done about the member. */
export function reviewButtons(generation: Generation): APIComponentInContainer[] {
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
