import { examinePermissions } from "./examine-permissions.ts";
import type { DoctorFacts, OwnFacts } from "./facts.ts";
import { problem, warning, type Finding } from "./finding.ts";

/** What becomes of a video that nobody can decide about. */
const KEPT =
  "A video that a moderator has to look at is kept for 7 days and then lost, because nobody can see it.";
const HOW_TO_SET = "Set one: `/settings log`. What waits comes up there.";

/** Whether what waits for moderators reaches them, and nobody else. */
export function examineLogChannel(
  log: OwnFacts["log"],
  guild: Pick<DoctorFacts, "guildPermissions" | "botName">,
): Finding[] {
  if (log === null) return [warning("No log channel is set.", KEPT, HOW_TO_SET)];
  if (log === "gone") return [problem("The log channel is gone.", KEPT, HOW_TO_SET)];
  if (log === "unknown") {
    return [
      warning("I could not look at the log channel: Discord did not answer. Please check again."),
    ];
  }
  const place = `<#${log.channelId}>`;
  const findings = [
    examinePermissions(
      log,
      {
        well: `Reports and videos that wait for a moderator come to ${place}.`,
        problem: `I cannot post in the log channel ${place}. ${KEPT}`,
      },
      guild,
    ),
  ];
  if (log.isPublic) {
    findings.push(
      warning(
        `Everyone can see the log channel ${place}.`,
        "So they see videos that wait for a moderator, the prompts and who asked.",
        `In the settings of ${place}: Edit Channel → Permissions → switch **Private Channel** on, and give ${guild.botName} access.`,
      ),
    );
  }
  return findings;
}
