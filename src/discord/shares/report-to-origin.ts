import { ButtonStyle, ComponentType } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Reports } from "../../policy/reports.ts";
import { plain, quote } from "../card/text.ts";
import { nonceOf } from "../nonce.ts";
import type { LogChannel } from "../log-channel/log-channel.ts";
import { button } from "../moderation/button.ts";
import { linkTo } from "../moderation/where-shown.ts";
import type { CardMessage } from "../rest.ts";

const REPORT_COLOUR = 0xf23f43;

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

function render(generation: Generation, report: DistantReport): CardMessage {
  const { id, memberId, request } = generation;
  const { guildName, isModerator, reason } = report;
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: REPORT_COLOUR,
        components: [
          {
            type: ComponentType.TextDisplay,
            content: [
              "### 🚩 Another server reports a video",
              `A ${isModerator ? "moderator" : "member"} of **${plain(guildName)}** reports ${linkTo(generation)} by <@${memberId}>, which was shared there:`,
              quote(reason, 1500),
              "-# The prompt was:",
              quote(request.prompt, 1500),
              "-# **Spoiler** and **Delete** hold there too.",
            ].join("\n"),
          },
          {
            type: ComponentType.ActionRow,
            components: [
              button("spoiler", id, "Spoiler", ButtonStyle.Secondary, "on"),
              button("delete", id, "Delete", ButtonStyle.Danger),
              button("block-member", memberId, "Block member", ButtonStyle.Secondary, id),
            ],
          },
        ],
      },
    ],
  };
}
