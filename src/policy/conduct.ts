import { UserError } from "../generation/errors.ts";
import type { Clock, Log } from "../generation/ports.ts";
import type { Asked } from "../generation/ports/admission.ts";
import type { AuditEntry } from "./audit.ts";
import { BlockedError } from "./blocked-error.ts";
import type { Blocked, Blocklist } from "./blocklist/blocklist.ts";
import type { Settings } from "./settings.ts";
import type { Standing, StrikeOutcome } from "./standing.ts";

const MANAGE_MESSAGES = 1n << 13n;
const ADMINISTRATOR = 1n << 3n;

export interface ConductTools {
  settings: Settings;
  standing: Standing;
  blocklist: Blocklist;
  /** Tells the moderators. */
  record: (entry: AuditEntry) => Promise<void>;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "error">;
}

/** Whether a member may ask at all, and for this: blocks and the blocklist, before any money. */
export interface Conduct {
  /**
   * @throws {BlockedError} the member is blocked, perhaps by this very request
   * @throws {UserError} the prompt contains a listed term; which one is not said
   */
  check(asked: Pick<Asked, "id" | "request" | "origin">): Promise<void>;
}

export function createConduct(tools: ConductTools): Conduct {
  const { settings, standing, blocklist, clock, log } = tools;

  async function strike(
    id: string,
    { guildId, memberId }: Asked["origin"],
    found: Blocked,
  ): Promise<StrikeOutcome | undefined> {
    const { strikeThreshold } = settings.of(guildId);
    const reason = `Asked for something that the blocklist of the ${ownerOf(found)} does not allow: “${found.term}”.`;
    try {
      const outcome = await standing.strike(guildId, memberId, { id, reason }, strikeThreshold);
      if (outcome.block !== null) {
        await tools.record(blockEntry(guildId, memberId, id, outcome, clock.now()));
      }
      return outcome;
    } catch (error) {
      // The request is refused all the same.
      log.error({ guildId, memberId, error }, "a strike could not be written down");
      return undefined;
    }
  }

  return {
    async check({ id, request, origin }) {
      await standing.check(origin.guildId, origin.memberId);
      const guild = settings.of(origin.guildId);
      const found = blocklist.findBlocked(request, guild.blocklist);
      if (found === null) return;
      const refusal = `The blocklist of this ${ownerOf(found)} does not allow a word in your ${found.where}. Nothing was spent.`;
      // Who looks after the list tries it out.
      if (isModerator(origin)) throw new UserError(refusal);
      const outcome = await strike(id, origin, found);
      if (outcome === undefined || guild.strikeThreshold === 0) throw new UserError(refusal);
      const strikes = `That was strike ${outcome.count} of ${guild.strikeThreshold}`;
      if (outcome.block !== null) {
        throw new BlockedError(
          origin.guildId,
          outcome.block,
          `${refusal} ${strikes}, so you cannot make videos in this server for a while.`,
        );
      }
      throw new UserError(
        `${refusal} ${strikes}: at ${guild.strikeThreshold} you cannot make videos here for a while.`,
      );
    },
  };
}

const ownerOf = ({ list }: Blocked): string => (list === "guild" ? "server" : "bot");

const isModerator = ({ memberPermissions }: Asked["origin"]): boolean =>
  (memberPermissions & (MANAGE_MESSAGES | ADMINISTRATOR)) !== 0n;

/** For the trail: the bot blocked a member by itself. */
export const blockEntry = (
  guildId: string,
  memberId: string,
  source: string,
  { count, block }: StrikeOutcome,
  at: number,
): AuditEntry => ({
  guildId,
  at,
  by: "bot",
  action: "block",
  subject: { memberId },
  detail: `⛔ <@${memberId}> cannot make videos until <t:${Math.ceil((block?.until ?? at) / 1000)}:f>: ${count} ${count === 1 ? "strike" : "strikes"}. \`/moderate strikes\` shows them.`,
  source,
});
