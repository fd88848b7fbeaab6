import { examineIncoming } from "./examine-incoming.ts";
import { examineLogChannel } from "./examine-log-channel.ts";
import { examineMoney } from "./examine-money.ts";
import { examinePermissions } from "./examine-permissions.ts";
import { examineShowcase } from "./examine-showcase.ts";
import type { DoctorFacts } from "./facts.ts";
import { problem, type Finding } from "./finding.ts";

/** Everything there is to say about the bot in this guild, in the order in which it is read. Pure. */
export function examine(facts: DoctorFacts): Finding[] {
  const { here, own, operator } = facts;
  return [
    ...(isServed(facts) ? [] : [notServed()]),
    ...(facts.guildPermissions === null ? [noBot()] : []),
    examinePermissions(
      here,
      {
        well: "I can post videos in this channel.",
        problem: "I cannot post videos in this channel, so `/video` is refused here.",
      },
      facts,
    ),
    ...(own === "unreadable"
      ? [unreadable()]
      : [
          ...examineLogChannel(own.log, facts),
          ...examineShowcase(own.showcase, facts),
          ...examineIncoming(own.incoming, facts),
          ...examineMoney(own, operator),
        ]),
  ];
}

const isServed = ({ guildId, operator: { allowedGuilds } }: DoctorFacts): boolean =>
  allowedGuilds === undefined || allowedGuilds.has(guildId);

const notServed = (): Finding =>
  problem(
    "This bot is private: it makes no videos in this server.",
    "Its operator chooses the servers it works in.",
  );

function noBot(): Finding {
  return {
    ...problem(
      "Only my commands are in this server, I am not.",
      "Press **Give permissions** below, choose this server and confirm.",
    ),
    remedy: "invite",
  };
}

function unreadable(): Finding {
  return {
    ...problem(
      "The settings of this server cannot be read, so nothing new is made here.",
      "The bot's operator may be able to repair them. Or press **Start over**: the server then has the settings of a new one.",
    ),
    remedy: "startOver",
  };
}
