import { examinePermissions } from "./examine-permissions.ts";
import type { DoctorFacts, OwnFacts } from "./facts.ts";
import { problem, warning, type Finding } from "./finding.ts";

/** Whether the favourites of many can be posted again; nothing to say where there is no showcase. */
export function examineShowcase(
  showcase: OwnFacts["showcase"],
  guild: Pick<DoctorFacts, "guildPermissions" | "botName">,
): Finding[] {
  if (showcase === null) return [];
  if (showcase === "gone") {
    return [
      problem(
        "The showcase channel is gone.",
        "Set another one: `/settings showcase channel:`. What waits comes there.",
      ),
    ];
  }
  if (showcase === "unknown") {
    return [
      warning(
        "I could not look at the showcase channel: Discord did not answer. Please check again.",
      ),
    ];
  }
  const place = `<#${showcase.channelId}>`;
  return [
    examinePermissions(
      showcase,
      {
        well: `The favourites of many members come to the showcase ${place}.`,
        problem: `I cannot post in the showcase ${place}. Once that is put right, set it again with \`/settings showcase\`: what waits comes then.`,
      },
      guild,
    ),
  ];
}
