import { ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { MemberUsage } from "../../policy/money/usage.ts";
import { COLOURS } from "../card/card-state.ts";
import { cut, leftUsd, plain, relative, sumUsd, usd } from "../card/text.ts";
import { cardLink } from "./card-link.ts";

/** Enough to know a prompt again. */
const PROMPT_LENGTH = 60;

/** What a member has made today, what is left, and the last requests with their prices. */
export function renderMine(usage: MemberUsage): APIMessageTopLevelComponent[] {
  return [
    {
      type: ComponentType.Container,
      accent_color: COLOURS.rendering,
      components: [
        { type: ComponentType.TextDisplay, content: today(usage).join("\n") },
        { type: ComponentType.Separator },
        { type: ComponentType.TextDisplay, content: last(usage).join("\n") },
      ],
    },
  ];
}

function today({ allowance, today: used, atOnce, renewsAt }: MemberUsage): string[] {
  const { spentMicroUsd, reservedMicroUsd, videos } = used;
  const { videosPerDay, microUsdPerDay } = allowance;
  const spent =
    reservedMicroUsd === 0
      ? sumUsd(spentMicroUsd)
      : `${sumUsd(spentMicroUsd)}, and up to ${sumUsd(reservedMicroUsd)} more for what is under way`;
  const left = (limit: number | null, used: number): number => Math.max(0, (limit ?? 0) - used);
  const isLimited = videosPerDay !== null || microUsdPerDay !== null;
  return [
    "### Your videos today",
    `**Videos** ${of(videos, videosPerDay, left(videosPerDay, videos))}`,
    `**Spent** ${of(spent, spendable(microUsdPerDay), leftUsd(left(microUsdPerDay, spentMicroUsd + reservedMicroUsd)))}`,
    `**Under way** ${of(atOnce, allowance.atOnce, left(allowance.atOnce, atOnce))}`,
    isLimited
      ? `-# A new day begins ${relative(renewsAt)}.`
      : "-# You have no limit of your own. What the whole server may spend can still run out before.",
  ];
}

const spendable = (microUsd: number | null): string | null =>
  microUsd === null ? null : usd(microUsd);

/** "3 of 5 · **2 left**", or only "3" where there is no limit. */
const of = (used: number | string, limit: number | string | null, left: number | string): string =>
  limit === null ? String(used) : `${used} of ${limit} · **${left} left**`;

function last({ last: bookings }: MemberUsage): string[] {
  if (bookings.length === 0)
    return ["Nothing that you asked for here in the last weeks has cost anything."];
  return [
    "### What your last requests cost",
    ...bookings.map(({ microUsd, estimated, late, videos, admittedAt, generation }) => {
      const parts = [
        `**${usd(microUsd)}**${estimated ? " (estimate)" : ""}`,
        ...(late === true ? ["free for you: it came too late"] : []),
        relative(admittedAt),
        ...(videos > 1 ? [`${videos} videos`] : []),
        what(generation),
      ];
      return `- ${parts.join(" · ")}`;
    }),
  ];
}

function what(generation: MemberUsage["last"][number]["generation"]): string {
  if (generation === undefined) return "no longer kept";
  const { request, deleted, place } = generation;
  const prompt = plain(cut(request.prompt.replaceAll(/\s+/g, " "), PROMPT_LENGTH));
  const link = cardLink(generation);
  if (link !== null) return `[${prompt}](${link})`;
  if (deleted !== null) return `${prompt} (deleted)`;
  return `${prompt} (${place.kind === "inbox" ? "in your inbox" : "private"})`;
}
