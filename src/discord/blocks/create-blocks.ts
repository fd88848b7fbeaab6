import { ComponentType } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { blockEntry } from "../../policy/conduct.ts";
import type { Block } from "../../policy/members.ts";
import type { Settings } from "../../policy/settings.ts";
import type { Standing } from "../../policy/standing.ts";
import { plain, quote } from "../card/text.ts";
import type { RecordEntry } from "../log-channel/record.ts";
import type { CardMessage } from "../rest.ts";
import { appealRow, blockFacts, lastsWords, untilWords } from "./block-words.ts";

/** A moderator's deed: about whom, by whom, from which interaction. */
export interface Deed {
  guildId: string;
  memberId: string;
  /** The moderator's id. */
  by: string;
  /** The interaction's id: the same deed told twice is on record once. */
  source: string;
}

/** Everything that changes how a member stands, with those told who have to know. */
export interface Blocks {
  /** Resolves with whether the member could be told directly. */
  block(deed: Deed & Pick<Block, "until" | "reason">): Promise<{ told: boolean }>;
  /** False where the member was not blocked. */
  unblock(deed: Deed): Promise<boolean>;
  /** False where there were none. */
  clearStrikes(deed: Deed): Promise<boolean>;
  /** A result that a moderator rejected counts as a strike, once a generation. */
  strikeRejected(guildId: string, memberId: string, generationId: string): Promise<void>;
  /**
   * Hands what a blocked member has to say to the moderators, once for each block.
   * @throws {UserError} they are not blocked, or have appealed before
   */
  appeal(guildId: string, memberId: string, text: string, source: string): Promise<void>;
}

export interface BlocksTools {
  standing: Standing;
  settings: Settings;
  record: RecordEntry;
  /** Sends a direct message; rejects where the member takes none. */
  tellDirectly: (memberId: string, message: CardMessage) => Promise<void>;
  /** As its members know it; undefined where the bot does not. */
  guildName: (guildId: string) => string | undefined;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "info">;
}

export function createBlocks(tools: BlocksTools): Blocks {
  const { standing, settings, record, clock, log } = tools;

  const entry = ({ guildId, memberId, by, source }: Deed, action: string, detail: string) => ({
    guildId,
    at: clock.now(),
    by,
    action,
    subject: { memberId },
    detail,
    source,
  });

  /** Best effort: at the next try the member is told anyway. */
  async function tell(guildId: string, memberId: string, message: CardMessage): Promise<boolean> {
    try {
      await tools.tellDirectly(memberId, message);
      return true;
    } catch (error) {
      log.info({ guildId, memberId, error }, "a member could not be told directly");
      return false;
    }
  }

  const blockNotice = (guildId: string, block: Block, because: string): CardMessage => ({
    components: [text(`⛔ ${because} ${blockFacts(block)}`), ...appealRow(guildId, block)],
  });

  function nameOf(guildId: string): string {
    const name = tools.guildName(guildId);
    return name === undefined ? "a server" : `**${plain(name)}**`;
  }

  return {
    async block({ until, reason, ...deed }) {
      const { guildId, memberId, by } = deed;
      const block = await standing.block(guildId, memberId, { until, by, reason });
      const why = reason === null ? "" : ` Reason: “${plain(reason)}”.`;
      const detail = `⛔ <@${memberId}> cannot make videos ${untilWords(block)}.${why}`;
      const [told] = await Promise.all([
        tell(
          guildId,
          memberId,
          blockNotice(
            guildId,
            block,
            `A moderator of ${nameOf(guildId)} has blocked you from making videos there.`,
          ),
        ),
        record(entry(deed, "block", detail)),
      ]);
      return { told };
    },

    async unblock(deed) {
      const { guildId, memberId } = deed;
      const lifted = await standing.unblock(guildId, memberId);
      if (lifted === null) return false;
      const detail = `✅ <@${memberId}> can make videos again: the block is lifted.`;
      await Promise.all([
        tell(guildId, memberId, {
          components: [text(`✅ You can make videos in ${nameOf(guildId)} again.`)],
        }),
        record(entry(deed, "unblock", detail)),
      ]);
      return true;
    },

    async clearStrikes(deed) {
      const hadAny = await standing.clearStrikes(deed.guildId, deed.memberId);
      if (!hadAny) return false;
      const detail = `🧽 The strikes of <@${deed.memberId}> are cleared.`;
      await record(entry(deed, "clear-strikes", detail));
      return true;
    },

    async strikeRejected(guildId, memberId, generationId) {
      // Where the settings cannot be read nobody is blocked by a number that nobody chose.
      const threshold = settings.isReadable(guildId) ? settings.of(guildId).strikeThreshold : 0;
      const reason = "A moderator rejected a video.";
      const outcome = await standing.strike(
        guildId,
        memberId,
        { id: generationId, reason },
        threshold,
      );
      if (outcome.block === null) return;
      const because = `Too many of your requests were not allowed in ${nameOf(guildId)}, so you cannot make videos there for a while.`;
      await Promise.all([
        tell(guildId, memberId, blockNotice(guildId, outcome.block, because)),
        record(blockEntry(guildId, memberId, generationId, outcome, clock.now())),
      ]);
    },

    async appeal(guildId, memberId, written, source) {
      const outcome = await standing.appeal(guildId, memberId, written);
      if (outcome === "notBlocked") {
        throw new UserError("You are not blocked there any more: just type `/video` again.");
      }
      if (outcome === "appealedBefore") {
        throw new UserError("You have appealed already; the moderators decide. Please wait.");
      }
      const { block } = await standing.of(guildId, memberId);
      const lasts = block === null ? "" : ` ${lastsWords(block)}`;
      const deed = { guildId, memberId, by: memberId, source };
      const detail = `🙋 <@${memberId}> appeals against being blocked.${lasts}\n${quote(written, 2000)}`;
      await record(entry(deed, "appeal", detail), [
        { label: "Unblock", action: "unblock", subjectId: memberId },
        { label: "Strikes", action: "strikes", subjectId: memberId },
      ]);
    },
  };
}

const text = (content: string) => ({ type: ComponentType.TextDisplay as const, content });
