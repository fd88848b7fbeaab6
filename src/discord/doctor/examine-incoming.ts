import { examinePermissions } from "./examine-permissions.ts";
import type { DoctorFacts, OwnFacts } from "./facts.ts";
import { problem, warning, type Finding } from "./finding.ts";

const HOW_TO_SET = "Set another one: `/settings sharing incoming:`";

/** Whether what members share from other guilds can arrive; nothing to say where none does. */
export function examineIncoming(
  incoming: OwnFacts["incoming"],
  guild: Pick<DoctorFacts, "guildPermissions" | "botName">,
): Finding[] {
  if (incoming === null) return [];
  if (incoming === "gone") {
    return [problem("The channel for videos from other servers is gone.", HOW_TO_SET)];
  }
  if (incoming === "unknown") {
    return [
      warning(
        "I could not look at the channel for videos from other servers: Discord did not answer. Please check again.",
      ),
    ];
  }
  const place = `<#${incoming.channelId}>`;
  return [
    examinePermissions(
      incoming,
      {
        well: `What members share from other servers arrives in ${place}.`,
        problem: `I cannot post in ${place}, so nothing can be shared with this server.`,
      },
      guild,
    ),
  ];
}
