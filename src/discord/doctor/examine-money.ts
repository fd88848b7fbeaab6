import type { GuildSettings } from "../../policy/settings.ts";
import { usd } from "../card/text.ts";
import type { DoctorFacts, OwnFacts, PayerFacts } from "./facts.ts";
import { problem, warning, well, type Finding } from "./finding.ts";
import { mention } from "../mention.ts";

/** Who pays, whether they can, and whether anything ends the spending. */
export function examineMoney(
  { settings, payer }: Pick<OwnFacts, "settings" | "payer">,
  operator: DoctorFacts["operator"],
): Finding[] {
  // What the operator allows a guild is allowed on the operator's key.
  const ceiling = payer.ownKey === null ? operator.guildDayMicroUsd : null;
  return [
    ...examinePause(operator, settings),
    examinePayer(payer),
    examineLimits(ceiling, settings),
  ];
}

function examinePause(
  operator: DoctorFacts["operator"],
  settings: Pick<GuildSettings, "paused">,
): Finding[] {
  return [
    ...(operator.paused
      ? [warning("New videos are paused everywhere by the bot's operator.")]
      : []),
    ...(settings.paused === null
      ? []
      : [
          warning(
            `New videos are paused in this server by ${mention(settings.paused.by)}.`,
            "Make them possible again: `/settings pause`.",
          ),
        ]),
  ];
}

function examinePayer({ ownKey, isReadable, hasCredit }: PayerFacts): Finding {
  if (ownKey === null) {
    return hasCredit
      ? well("The bot's operator pays for the videos.")
      : problem(
          "The bot's account at Runware has no credit left, so nothing new is made.",
          "Its operator can add some; then it goes on by itself.",
        );
  }
  const key = `This server's own Runware key \`${ownKey}\``;
  if (!isReadable) {
    return problem(
      `${key} cannot be read, so nothing new is made here.`,
      "An administrator can enter it again or remove it: `/settings key`.",
    );
  }
  return hasCredit
    ? well(`${key} pays for the videos.`)
    : problem(
        `${key} has no credit left, so nothing new is made here.`,
        "Add some at https://my.runware.ai; a minute or two later it goes on by itself.",
      );
}

function examineLimits(
  ceiling: number | null,
  { budget, allowance }: Pick<GuildSettings, "budget" | "allowance">,
): Finding {
  const days = [budget.dayMicroUsd, ceiling].filter((limit) => limit !== null);
  const caps = [
    ...(days.length === 0 ? [] : [`${usd(Math.min(...days))} a day`]),
    ...(budget.monthMicroUsd === null ? [] : [`${usd(budget.monthMicroUsd)} a month`]),
  ];
  if (caps.length > 0) {
    return well(`This server can spend at most ${caps.join(" and ")}.`);
  }
  const isMemberLimited = [allowance.everyone, ...Object.values(allowance.roles)].every(
    ({ videosPerDay, microUsdPerDay }) => videosPerDay !== null || microUsdPerDay !== null,
  );
  const set = "Set a limit: `/settings budget`.";
  return isMemberLimited
    ? warning("Each member has a limit a day, but the server as a whole has none.", set)
    : warning("This server has no limit of its own on spending.", set);
}
