import { relative, sumUsd, usd } from "../../../src/discord/card/text.ts";
import type { PeriodTotals } from "../../../src/policy/money/tally.ts";
import type { SafetyMode } from "../../../src/generation/request.ts";
import { effectiveSafety, isStricter, strictest } from "../../../src/policy/safety.ts";
import type { GuildSettings } from "../../../src/policy/settings.ts";
import { budgetSentence } from "../budget-sentence.ts";
import { accessInWords, subjectOf } from "../change-access.ts";
import {
  allowanceInWords,
  counted,
  listed,
  reviewMeaning,
  roleAllowanceInWords,
  safetyMeaning,
  safetyModeName,
  showcaseInWords,
} from "../words.ts";
import type { PanelView } from "./view.ts";
import { mention } from "../../../src/discord/mention.ts";

type Readable = PanelView & { settings: GuildSettings };

/** How much of each list is shown. */
export interface Cut {
  entries: number;
  /** Roles or channels of one rule. */
  ofRule: number;
}

/** Which mode holds in the server, which rule says so, and where another one does. */
export function safetyLines({ settings, operator }: Readable, cut: Cut): string[] {
  const { guild, channels } = settings.safety;
  const held = strictest(operator.safetyFloor, guild);
  const elsewhere = Object.keys(channels).map((channelId) => {
    const { mode, rule } = effectiveSafety(operator.safetyFloor, settings, {
      channelId,
      parentChannelId: null,
    });
    const own = channels[channelId] ?? "none";
    return rule === "channel"
      ? `<#${channelId}> is **${safetyModeName(mode)}** by its own rule, which is stricter`
      : `<#${channelId}> is **${safetyModeName(mode)}** too, since its own rule (${safetyModeName(own)}) is not stricter`;
  });
  return [
    `🛡️ **Safety check: ${safetyModeName(held)}** · ${safetyMeaning(held)}`,
    `${safetyReason(operator.safetyFloor, guild)} A channel can only be stricter.`,
    ...(elsewhere.length === 0
      ? []
      : [`${listed(elsewhere, cut.entries)}. Threads follow their channel.`]),
  ];
}

/** Whose rule wins in the whole server, and what the other one says. */
function safetyReason(floor: SafetyMode, guild: SafetyMode): string {
  if (isStricter(floor, guild)) {
    return `The bot's operator requires it; this server's own mode, ${safetyModeName(guild)}, is looser.`;
  }
  if (floor === "none") return "This server's own mode.";
  return floor === guild
    ? "This server's own mode, and the least that the bot's operator requires."
    : `This server's own mode, stricter than what the bot's operator requires (${safetyModeName(floor)}).`;
}

export const reviewLines = ({ settings }: Readable): string[] => [
  `👀 **Review: ${settings.review.mode}** · ${reviewMeaning(settings.review)}`,
];

export const logLines = ({ settings, isLogGone }: Readable): string[] => [
  settings.logChannelId === null || isLogGone
    ? `📋 **Log channel: ${isLogGone ? "gone" : "none"}** · what waits for a moderator is seen by nobody, and kept for 7 days`
    : `📋 **Log channel:** <#${settings.logChannelId}> · what waits for a moderator, reports, and what moderators do`,
];

export const budgetLines = ({ settings, operator, spent, now }: Readable): string[] => [
  `💵 **Budget** · ${budgetSentence(settings, operator, now)}`,
  ...(spent === undefined ? [] : [spentSoFar(spent)]),
  ...(operator.paused ? ["⏸️ **New videos are paused everywhere** by the bot's operator."] : []),
  ...(settings.paused === null
    ? []
    : [
        `⏸️ **New videos are paused** by ${mention(settings.paused.by)} ${relative(settings.paused.at)}.`,
      ]),
];

function spentSoFar({ day, month }: PeriodTotals): string {
  const held = month.reservedMicroUsd;
  return [
    `Spent so far: ${sumUsd(day.spentMicroUsd)} today, ${sumUsd(month.spentMicroUsd)} this month.`,
    ...(held === 0 ? [] : [`Up to ${sumUsd(held)} more is reserved for what is under way.`]),
  ].join(" ");
}

/** Everything that has no control on the panel. */
export function otherLines({ settings, maskedKey }: Readable, cut: Cut): string[] {
  const { allowance, access, strikeThreshold, blocklist, confirmAboveMicroUsd } = settings;
  const roles = Object.entries(allowance.roles).map(
    ([id, own]) => `<@&${id}>: ${roleAllowanceInWords(own)}`,
  );
  const rules = Object.entries(access).map(
    ([command, own]) => `${subjectOf(command)} ${accessInWords(own, cut.ofRule)}`,
  );
  return [
    `**Allowance of every member:** ${allowanceInWords(allowance.everyone)}`,
    ...bullets(roles, cut),
    `**Price:** ${priceInWords(confirmAboveMicroUsd)}`,
    `**Access:** ${rules.length === 0 ? "everyone, everywhere" : ""}`.trimEnd(),
    ...bullets(rules, cut),
    `**Strikes:** ${strikeThreshold === 0 ? "block nobody" : `after ${strikeThreshold} a member is blocked for a time`}`,
    `**Blocklist:** ${counted(blocklist.length, "word")}`,
    `**Showcase:** ${settings.showcase === null ? "none" : showcaseInWords(settings.showcase)}`,
    `**From other servers:** ${settings.sharing.incomingChannelId === null ? "nothing" : `what members share, in <#${settings.sharing.incomingChannelId}>`} · **to other servers:** ${settings.sharing.outgoing ? "what members share" : "nothing"}`,
    `**Runware key:** ${maskedKey === null ? "the bot operator's, who pays" : `this server's own, \`${maskedKey}\``}`,
  ];
}

function bullets(items: readonly string[], { entries }: Cut): string[] {
  const more = items.length - entries;
  return [...items.slice(0, entries), ...(more > 0 ? [`and ${more} more`] : [])].map(
    (item) => `- ${item}`,
  );
}

function priceInWords(microUsd: number | null): string {
  if (microUsd === null) return "members are never asked about it";
  return microUsd === 0 ? "members are always asked" : `members are asked above ${usd(microUsd)}`;
}
