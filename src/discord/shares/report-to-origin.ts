import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Reports } from "../../policy/reports.ts";
import { plain } from "../card/text.ts";
import { nonceOf } from "../nonce.ts";
import type { LogChannel } from "../log-channel/log-channel.ts";
import { reportMessage } from "../moderation/render-report.ts";
import { linkTo } from "../moderation/where-shown.ts";
import type { CardMessage } from "../rest.ts";

/** A report from a guild that a result was shared with. */
export interface DistantReport {
  by: string;
  reason: string;
  isModerator: boolean;
  /** Of the guild that it comes from. */
  guildName: string;
}

/**
 * Tells the moderators of the guild that a result is from, once a member and result. They read from
 * which server the report comes, and not who wrote it: that is somebody of another server.
 * @throws {UserError} it was reported already, or there is no channel for it
 * @throws {RetryableError} Discord did not say
 */
export type ReportToOrigin = (generation: Generation, report: DistantReport) => Promise<void>;

export function createReportToOrigin(tools: {
  reports: Reports;
  logChannel: LogChannel;
}): ReportToOrigin {
  const { reports, logChannel } = tools;
  return async (generation, report) => {
    const { id, guildId } = generation;
    const { by } = report;
    if (await reports.has(guildId, id, by)) {
      throw new UserError("You have reported this video already.");
    }
    const nonce = nonceOf(id, by, "q");
    if (!(await logChannel.post(guildId, render(generation, report), nonce))) {
      throw new UserError(
        "The server that this video is from has no channel in which I can tell its moderators. A moderator of this server can remove it here.",
      );
    }
    await reports.add(guildId, id, by);
  };
}

const render = (
  generation: Generation,
  { guildName, isModerator, reason }: DistantReport,
): CardMessage =>
  reportMessage(generation, reason, {
    title: "Another server reports a video",
    sentence: `A ${isModerator ? "moderator" : "member"} of **${plain(guildName)}** reports ${linkTo(generation)} by <@${generation.memberId}>, which was shared there:`,
    notes: ["-# **Spoiler** and **Delete** hold there too."],
  });
