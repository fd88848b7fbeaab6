import { UserError } from "../generation/errors.ts";
import type { Clock, Collection, Log } from "../generation/ports.ts";
import { BlockedError } from "./blocked-error.ts";
import {
  addStrike,
  blockAt,
  clearStrikes,
  countResults,
  countStrikes,
  NEW_MEMBER,
  type Block,
  type Member,
} from "./members.ts";

export interface StrikeOutcome {
  /** Strikes that count now; those that just led to a block are counted in. */
  count: number;
  /** The block that this very strike led to. */
  block: Block | null;
}

/** How members stand with a guild: strikes, blocks, appeals, results. */
export interface Standing {
  /**
   * Lets a member pass who is not blocked.
   * @throws {BlockedError} until the block is over
   * @throws {UserError} where the record cannot be read: nobody knows whether the member is blocked
   */
  check(guildId: string, memberId: string): Promise<void>;
  /** One strike a request, however often it is told; blocks the member at the guild's threshold. */
  strike(
    guildId: string,
    memberId: string,
    strike: { id: string; reason: string },
    threshold: number,
  ): Promise<StrikeOutcome>;
  /** Replaces a block that is there. */
  block(
    guildId: string,
    memberId: string,
    block: Pick<Block, "until" | "by" | "reason">,
  ): Promise<Block>;
  /** The block that was lifted; null where there was none. */
  unblock(guildId: string, memberId: string): Promise<Block | null>;
  /** Whether there was anything to forgive. */
  clearStrikes(guildId: string, memberId: string): Promise<boolean>;
  /** Notes what a blocked member has to say, once for each block. */
  appeal(
    guildId: string,
    memberId: string,
    text: string,
  ): Promise<"noted" | "appealedBefore" | "notBlocked">;
  /** Counts a generation's finished results, once; resolves with the member's results so far. */
  countResults(
    guildId: string,
    memberId: string,
    generationId: string,
    results: number,
  ): Promise<number>;
  of(guildId: string, memberId: string): Promise<Member>;
  /**
   * The member's finished results so far; none where that cannot be read: then a moderator sees what
   * is new, and it does not lie unseen until somebody has repaired a record.
   */
  resultsOf(guildId: string, memberId: string): Promise<number>;
}

export interface StandingTools {
  members: Collection<Member>;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "error">;
}

const keyOf = (guildId: string, memberId: string): string => `${guildId}:${memberId}`;

export function createStanding({ members, clock, log }: StandingTools): Standing {
  async function change(
    guildId: string,
    memberId: string,
    next: (member: Member, now: number) => Member,
  ): Promise<Member> {
    const written = await members.update(keyOf(guildId, memberId), (current = NEW_MEMBER) => {
      const changed = next(current, clock.now());
      return changed === current ? undefined : changed;
    });
    return written ?? NEW_MEMBER;
  }

  /** A moderator's decision stands above a record that cannot be read: it is kept aside. */
  async function decide(
    guildId: string,
    memberId: string,
    next: (member: Member, now: number) => Member,
  ): Promise<Member> {
    try {
      return await change(guildId, memberId, next);
    } catch (error) {
      if (!(await members.setAside(keyOf(guildId, memberId)))) throw error;
      return change(guildId, memberId, next);
    }
  }

  const of: Standing["of"] = async (guildId, memberId) =>
    (await members.get(keyOf(guildId, memberId))) ?? NEW_MEMBER;

  async function readable(guildId: string, memberId: string): Promise<Member> {
    try {
      return await of(guildId, memberId);
    } catch (error) {
      log.error({ guildId, memberId, error }, "how a member stands cannot be read");
      throw new UserError(
        "I cannot read at the moment whether you may make videos here, so I make none. Nothing was spent. Please tell a moderator if this goes on.",
        { cause: error },
      );
    }
  }

  return {
    of,
    async resultsOf(guildId, memberId) {
      try {
        return (await of(guildId, memberId)).results;
      } catch (error) {
        log.error({ guildId, memberId, error }, "how many results a member has cannot be read");
        return 0;
      }
    },
    async check(guildId, memberId) {
      const block = blockAt(await readable(guildId, memberId), clock.now());
      if (block === null) return;
      throw new BlockedError(
        guildId,
        block,
        block.by === "bot"
          ? "You cannot make videos in this server for a while: too many of your requests were not allowed here."
          : "A moderator of this server has blocked you from making videos here.",
      );
    },
    async strike(guildId, memberId, { id, reason }, threshold) {
      let outcome: StrikeOutcome = { count: 0, block: null };
      await change(guildId, memberId, (member, now) => {
        const struck = addStrike(member, { id, at: now, reason }, threshold);
        const isNewBlock = struck.block !== member.block;
        outcome = {
          // A block begins the count anew, but this strike was the last of those before it.
          count: struck.countFrom === member.countFrom ? countStrikes(struck, now) : threshold,
          block: isNewBlock ? struck.block : null,
        };
        return struck;
      });
      return outcome;
    },
    async block(guildId, memberId, { until, by, reason }) {
      const block: Block = { until, since: clock.now(), by, reason, appeal: null };
      await decide(guildId, memberId, (member) => ({ ...member, block }));
      return block;
    },
    async unblock(guildId, memberId) {
      let lifted: Block | null = null;
      await decide(guildId, memberId, (member, now) => {
        lifted = blockAt(member, now);
        return member.block === null ? member : { ...member, block: null };
      });
      return lifted;
    },
    async clearStrikes(guildId, memberId) {
      let hadAny = false;
      await decide(guildId, memberId, (member) => {
        hadAny = member.strikes.length > 0;
        return hadAny || member.timesBlocked > 0 ? clearStrikes(member) : member;
      });
      return hadAny;
    },
    async appeal(guildId, memberId, text) {
      let outcome: Awaited<ReturnType<Standing["appeal"]>> = "notBlocked";
      await change(guildId, memberId, (member, now) => {
        const block = blockAt(member, now);
        if (block === null) return member;
        outcome = block.appeal === null ? "noted" : "appealedBefore";
        if (block.appeal !== null) return member;
        return { ...member, block: { ...block, appeal: { at: now, text } } };
      });
      return outcome;
    },
    async countResults(guildId, memberId, generationId, results) {
      const counted = await change(guildId, memberId, (member) =>
        countResults(member, generationId, results),
      );
      return counted.results;
    },
  };
}
