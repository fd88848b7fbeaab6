import type { GuildSettings } from "../../policy/settings.ts";
import { usd } from "../card/text.ts";
import type { DoctorFacts } from "./facts.ts";
import { problem, warning, well, type Finding } from "./finding.ts";

/** Who pays, whether they can, and whether anything ends the spending. */
export function examineMoney(facts: DoctorFacts, settings: GuildSettings): Finding[] {
  return [...paused(facts, settings), payer(facts), limits(facts, settings)];
}

function paused({ operator }: DoctorFacts, settings: GuildSettings): Finding[] {
  return [
    ...(operator.paused
      ? [warning("New videos are paused everywhere by the bot's operator.")]
      : []),
    ...(settings.paused === null
      ? []
      : [
          warning(
            `New videos are paused in this server by <@${settings.paused.by}>.`,
            "Make them possible again: `/settings pause`.",
          ),
        ]),
  ];
}

function payer({ key }: DoctorFacts): Finding {
  const whose =
    key.masked === null ? "the bot's operator" : `this server's own Runware key \`${key.masked}\``;
  if (key.trouble !== null) {
    return problem(`Videos are paid by ${whose}, and nothing can be made with it.`, key.trouble);
  }
  return well(`Videos are paid by ${whose}.`);
}

function limits({ operator, key }: DoctorFacts, { budget, allowance }: GuildSettings): Finding {
  const ceiling = key.masked === null ? operator.guildDayMicroUsd : null;
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
    : warning("Spending has no limit in this server.", set);
}
