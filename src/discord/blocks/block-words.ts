import { ComponentType, type APIActionRowComponent, type APIButtonComponent } from "discord.js";
import { button } from "../button.ts";
import type { Block } from "../../policy/members.ts";
import { plain } from "../card/text.ts";

const moment = (at: number): string => {
  // Rounded up: at the moment that is shown the block is over.
  const seconds = Math.ceil(at / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
};

/** "until …", as people are told of it. */
export const untilWords = ({ until }: Pick<Block, "until">): string =>
  until === null ? "until a moderator lifts the block" : `until ${moment(until)}`;

export const lastsWords = (block: Pick<Block, "until">): string =>
  block.until === null
    ? "The block lasts until a moderator lifts it."
    : `The block lasts ${untilWords(block)}.`;

/** What a moderator reads who has blocked somebody. */
export function blockedWords(memberId: string, block: Pick<Block, "until">, told: boolean): string {
  const how = told
    ? "I have told them in a direct message."
    : "I could not send them a direct message, so they are told when they try.";
  return `⛔ <@${memberId}> cannot make videos in this server ${untilWords(block)}. ${how} What they asked for before is still made.`;
}

/** How long, why, and what can be done: what follows any sentence that tells a member of a block. */
export function blockFacts(block: Block): string {
  return [
    lastsWords(block),
    block.reason === null ? "" : `The moderator's reason: “${plain(block.reason)}”.`,
    block.appeal === null
      ? "If you think that this is a mistake, press **Appeal** and say why; you can do that once."
      : "Your appeal has reached the moderators.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The **Appeal** button; none where the one appeal was made. */
export function appealRow(
  guildId: string,
  block: Block,
): APIActionRowComponent<APIButtonComponent>[] {
  if (block.appeal !== null) return [];
  return [
    {
      type: ComponentType.ActionRow,
      components: [button("appeal", guildId, "Appeal")],
    },
  ];
}
