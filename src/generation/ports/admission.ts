import type { Estimate } from "../estimates.ts";
import type { Generation } from "../generation.ts";
import type { SafetyMode, VideoRequest } from "../request.ts";

/** Who asks, from where: what the interaction itself says. Ids are snowflakes, always strings. */
export interface Origin {
  guildId: string;
  channelId: string;
  /** Of a thread or a forum post: the channel it belongs to. */
  parentChannelId: string | null;
  memberId: string;
  memberName: string;
  roleIds: readonly string[];
  /** The member's own permissions in the channel, as Discord computed them. */
  memberPermissions: bigint;
  uploadLimitBytes: number;
  /** The bot's own permissions in the channel, as Discord computed them. */
  appPermissions: bigint;
  isThread: boolean;
}

/** A request at the door. */
export interface Asked {
  /** The generation's id, under which money is held. */
  id: string;
  request: VideoRequest;
  origin: Origin;
  estimate: Estimate;
  /** The member has seen the price and said yes. */
  confirmed: boolean;
}

export interface Admitted {
  /** "held": the member is asked about the price first; nothing is reserved. */
  state: "queued" | "held";
  safety: SafetyMode;
  reservedMicroUsd: number;
  /** Whose account pays: null for the operator's. */
  keyId: string | null;
  /** The day it is booked in, YYYY-MM-DD in the guild's time zone. */
  day: string;
  /** The moment of this decision. */
  admittedAt: number;
  /** The upper bound that it was decided with. */
  boundMicroUsd: number;
}

export interface Admission {
  /**
   * Decides before any money whether a request may run. What it reserves is checked and raised
   * without an await between the two.
   * @throws {UserError} a refusal that names the rule and what would pass
   */
  admit(asked: Asked): Promise<Admitted>;
  /** Gives back what was reserved for a generation whose record could not be written. */
  release(id: string): void;
  /** After each change of an unfinished record: what is reserved, spent or free again follows it. */
  follow(generation: Generation): void;
  /**
   * Writes what a generation cost into the spending document of its day; may run again (rule 8).
   * @throws {Error} the store takes nothing
   */
  book(generation: Generation): Promise<void>;
  /** Safety computed again, at submit: it only tightens. */
  safety(generation: Generation): SafetyMode;
}
