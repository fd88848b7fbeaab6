import { RetryableError, UserError } from "../../generation/errors.ts";
import type { Deletions } from "../../generation/deletions.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Delivery } from "../../generation/ports/delivery.ts";
import type { Records } from "../../generation/records.ts";
import { isShown } from "../../generation/review.ts";
import type { Reports } from "../../policy/reports.ts";
import type { Sharing } from "../../sharing/create-sharing.ts";
import { quote } from "../card/text.ts";
import type { LogChannel } from "../log-channel/log-channel.ts";
import type { RecordEntry } from "../log-channel/record.ts";
import { nonceOf } from "../nonce.ts";
import { renderReport } from "./render-report.ts";
import { linkTo } from "./where-shown.ts";

/** Who does it, from which interaction. */
export interface Doer {
  by: string;
  /** The interaction's id: the same deed told twice is on record once. */
  source: string;
}

/** What can be done about a result; each resolves with the sentence for whoever did it. */
export interface Results {
  /** Puts the videos behind a click, or shows them again. @throws {UserError} */
  setSpoiler(generation: Generation, isSpoiler: boolean, doer: Doer): Promise<string>;
  /** Takes the message and the files away; the record and what it cost stay. @throws {UserError} */
  remove(generation: Generation, doer: Doer): Promise<string>;
  /** As `remove`, by whoever asked for it: nothing that moderators have to know of. @throws {UserError} */
  removeOwn(generation: Generation): Promise<string>;
  /** Tells the moderators, once a member and generation. @throws {UserError} */
  report(generation: Generation, reason: string, doer: Doer): Promise<string>;
}

export interface ResultsTools {
  records: Pick<Records, "find" | "amend">;
  deletions: Pick<Deletions, "run">;
  delivery: Pick<Delivery, "redraw">;
  gallery: Pick<Sharing, "changed">;
  reports: Reports;
  logChannel: LogChannel;
  record: RecordEntry;
  clock: Pick<Clock, "now">;
}

export function createResults(tools: ResultsTools): Results {
  const { records, deletions, delivery, gallery, reports, logChannel, record, clock } = tools;

  const entry = (
    { id, guildId, memberId, channelId }: Generation,
    { by, source }: Doer,
    action: string,
    detail: string,
  ) => ({
    guildId,
    at: clock.now(),
    by,
    action,
    subject: { memberId, generationId: id, channelId },
    detail,
    source,
  });

  return {
    async setSpoiler(generation, isSpoiler, doer) {
      const { id, memberId } = generation;
      // Before the card, so that a crash in between leaves nothing open that is to be hidden.
      if (isSpoiler) await gallery.changed({ ...generation, spoiler: true });
      const marked = await records.amend(id, () => ({ spoiler: isSpoiler }));
      if (marked === undefined) throw gone();
      await gallery.changed(marked);
      // What is on its way or still to come is shown that way by whoever brings it.
      const isThere = marked.state !== "delivering" && marked.videos.some(isShown);
      if (isThere && !(await answered(() => delivery.redraw(marked)))) {
        throw new UserError(
          "Discord does not let me change that message now: it may be too old for another change this hour, or gone. You can try again later, or delete it.",
        );
      }
      const [what, said] = isSpoiler
        ? ["is behind a click now", "The video is behind a click now."]
        : ["is shown openly again", "The video is shown openly again."];
      const detail = `🫣 ${linkTo(generation)} by <@${memberId}> ${what}.`;
      await record(entry(generation, doer, isSpoiler ? "spoiler" : "unspoiler", detail));
      return said;
    },

    async remove(generation, doer) {
      const { id, channelId, memberId, request, deleted } = generation;
      const detail = `🗑️ A video by <@${memberId}> in <#${channelId}> is deleted. The prompt was:\n${quote(request.prompt, 1000)}`;
      try {
        await answered(() => deletions.run(generation, doer.by));
      } finally {
        // From the mark on the record on it is deleted, though its message may still be there.
        const isMarked = deleted === null && (await records.find(id))?.deleted?.by === doer.by;
        if (isMarked) await record(entry(generation, doer, "delete", detail));
      }
      return "Deleted: the message and its files are gone. What it cost stays in the books.";
    },

    async removeOwn(generation) {
      await answered(() => deletions.run(generation, generation.memberId));
      return "Deleted: it is gone everywhere. What it cost still counts.";
    },

    async report(generation, reason, { by }) {
      const { guildId, id } = generation;
      if (await reports.has(guildId, id, by)) {
        throw new UserError("You have reported this video already. The moderators have it.");
      }
      const message = renderReport(generation, by, reason);
      const nonce = nonceOf(id, by, "p");
      if (!(await answered(() => logChannel.post(guildId, message, nonce)))) {
        throw new UserError(
          "This server has no channel in which I can tell its moderators. Please tell one of them yourself: anybody who can manage messages here.",
        );
      }
      await reports.add(guildId, id, by);
      return "Your report has reached the moderators. Thank you.";
    },
  };
}

const gone = (): UserError => new UserError("I no longer have the record of this video.");

/** @throws {UserError} Discord did not say */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    throw new UserError("Discord does not answer at the moment. Please try again in a minute.", {
      cause: error,
    });
  }
}
