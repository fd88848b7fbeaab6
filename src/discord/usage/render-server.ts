import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { GuildUsage } from "../../policy/money/usage.ts";
import { COLOURS } from "../card/card-state.ts";
import { leftUsd, sumUsd, usd } from "../card/text.ts";
import { button } from "../button.ts";
import { mention } from "../mention.ts";

export const CHART_NAME = "spending.png";
const MEMBERS_SHOWN = 10;

/** What a guild has spent: the sums, the chart where there is one, and who spent it. */
export function renderServer(
  guildId: string,
  usage: GuildUsage,
  hasChart: boolean,
): APIMessageTopLevelComponent[] {
  const text = (lines: readonly string[]) => ({
    type: ComponentType.TextDisplay as const,
    content: lines.join("\n"),
  });
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOURS.rendering,
      components: [
        text(sums(usage)),
        ...(hasChart
          ? [
              {
                type: ComponentType.MediaGallery as const,
                items: [
                  {
                    media: { url: `attachment://${CHART_NAME}` },
                    description: chartInWords(usage),
                  },
                ],
              },
            ]
          : []),
        ...(usage.requests === 0
          ? []
          : [
              text(members(usage)),
              {
                type: ComponentType.ActionRow as const,
                components: [
                  button(
                    "usage-csv",
                    guildId,
                    "Download as a table (CSV)",
                    ButtonStyle.Secondary,
                    String(usage.days.length),
                  ),
                ],
              },
            ]),
      ],
    },
  ];
}

function sums(usage: GuildUsage): string[] {
  const { days, microUsd, videos, now, limits, overruns, estimated, unreadable, timeZone } = usage;
  const held = now.month.reservedMicroUsd;
  const span = days.length === 1 ? "today" : `in the last ${days.length} days`;
  return [
    `### Spent in this server ${span}: ${sumUsd(microUsd)}`,
    `${counted(videos, "video")} of ${counted(usage.requests, "request")} by ${counted(usage.members.length, "member")}.`,
    `**Today** ${used(now.day, limits.dayMicroUsd)}`,
    `**This month** ${used(now.month, limits.monthMicroUsd)}`,
    ...(held === 0 ? [] : [`**Reserved** for what is under way: up to ${sumUsd(held)}`]),
    ...(overruns.requests === 0
      ? []
      : [
          `**Dearer than expected** ${counted(overruns.requests, "request")}, by ${sumUsd(overruns.microUsd)} in all`,
        ]),
    ...(estimated === 0
      ? []
      : [`**Estimated** ${counted(estimated, "request")}: Runware did not say the price`]),
    ...(unreadable.length === 0
      ? []
      : [
          `⚠️ What was spent on ${unreadable.join(", ")} cannot be read and is missing here. The bot's operator finds the reason in the log.`,
        ]),
    `-# Days begin at midnight in ${timeZone}.`,
  ];
}

function used(
  { spentMicroUsd, reservedMicroUsd }: GuildUsage["now"]["day"],
  limit: number | null,
): string {
  if (limit === null) return `${sumUsd(spentMicroUsd)}, no budget set`;
  const left = Math.max(0, limit - spentMicroUsd - reservedMicroUsd);
  return `${sumUsd(spentMicroUsd)} of ${usd(limit)} · **${leftUsd(left)} left**`;
}

function members({ members: all }: GuildUsage): string[] {
  const shown = all.slice(0, MEMBERS_SHOWN);
  const rest = all.slice(MEMBERS_SHOWN);
  const restMicroUsd = rest.reduce((sum, { microUsd }) => sum + microUsd, 0);
  return [
    "**By member**",
    ...shown.map(
      ({ memberId, microUsd, videos }) =>
        `- ${mention(memberId)} ${sumUsd(microUsd)} · ${counted(videos, "video")}`,
    ),
    ...(rest.length === 0
      ? []
      : [`- ${counted(rest.length, "more member")}: ${sumUsd(restMicroUsd)}`]),
  ];
}

/** The chart for those who do not see it: its highest day, today, and all of it. */
export function chartInWords({ days, microUsd }: GuildUsage): string {
  const [first, today] = [days[0], days.at(-1)];
  const highest = days.toSorted((a, b) => b.microUsd - a.microUsd)[0];
  if (first === undefined || today === undefined || highest === undefined) return "No days.";
  const most = `The most was ${sumUsd(highest.microUsd)} on ${highest.name}`;
  return `Bar chart of what was spent per day from ${first.name} to ${today.name}. ${most}; today ${sumUsd(today.microUsd)}; ${sumUsd(microUsd)} in all.`;
}

const counted = (number: number, noun: string): string =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
