import { ComponentType, MessageFlags, type APIMessageTopLevelComponent } from "discord.js";
import { button } from "../../src/discord/button.ts";
import { untilWords } from "../../src/discord/blocks/block-words.ts";
import { plain, quote } from "../../src/discord/card/text.ts";
import type { Services } from "../../src/discord/services.ts";
import { blockAt, countStrikes, type Block, type Member } from "../../src/policy/members.ts";
import { mention } from "../../src/discord/mention.ts";

const SHOWN_STRIKES = 10;
const stamp = (at: number): string => `<t:${Math.floor(at / 1000)}:f>`;

/** How a member stands, as a message for one moderator alone. */
export async function strikesPanel(
  { standing, settings, clock }: Services,
  { guildId, memberId }: { guildId: string; memberId: string },
) {
  const member = await standing.of(guildId, memberId);
  const block = blockAt(member, clock.now());
  const { strikeThreshold } = settings.of(guildId);
  const content = [
    `### Strikes of <@${memberId}>`,
    block === null ? "Not blocked." : blockText(block),
    countText(countStrikes(member, clock.now()), strikeThreshold),
    historyText(member),
  ].join("\n");
  const buttons = [
    ...(member.strikes.length > 0 ? [button("strikes-clear", memberId, "Clear strikes")] : []),
    ...(block === null ? [] : [button("unblock", memberId, "Unblock")]),
  ];
  const components: APIMessageTopLevelComponent[] = [
    { type: ComponentType.TextDisplay, content },
    ...(buttons.length > 0
      ? [{ type: ComponentType.ActionRow as const, components: buttons }]
      : []),
  ];
  return {
    flags: MessageFlags.IsComponentsV2,
    components,
    allowedMentions: { parse: [] },
  } as const;
}

function blockText(block: Block): string {
  const who = block.by === "bot" ? "by the bot, for strikes" : `by ${mention(block.by)}`;
  const lines = [`⛔ Blocked ${untilWords(block)}, ${who}, since ${stamp(block.since)}.`];
  if (block.reason !== null) lines.push(`Reason: “${plain(block.reason)}”.`);
  if (block.appeal !== null) {
    lines.push(`Appealed ${stamp(block.appeal.at)}:`, quote(block.appeal.text, 900));
  }
  return lines.join("\n");
}

function countText(count: number, threshold: number): string {
  return threshold === 0
    ? "Strikes block nobody in this server (`/settings strikes`)."
    : `**${count} of ${threshold}** strikes: at ${threshold} the bot blocks for a while. A strike counts for 30 days, or until it has led to a block.`;
}

function historyText({ strikes }: Member): string {
  if (strikes.length === 0) return "There are no strikes.";
  const lines = strikes
    .slice(-SHOWN_STRIKES)
    .toReversed()
    .map(({ at, reason }) => `- ${stamp(at)} · ${plain(reason)}`);
  const older = strikes.length - lines.length;
  return [...lines, ...(older > 0 ? [`-# and ${older} older`] : [])].join("\n");
}
