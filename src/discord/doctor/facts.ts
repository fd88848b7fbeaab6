import type { GuildSettings } from "../../policy/settings.ts";
import type { OperatorLimits } from "../services.ts";

/** A channel as the bot finds it. */
export interface ChannelFacts {
  channelId: string;
  isThread: boolean;
  /** What the bot may do there, all rules of Discord's applied. */
  has: bigint;
  /** @everyone can read it. */
  isPublic: boolean;
}

/** "gone": deleted, or not of this guild. "unknown": Discord did not say this time. */
export type FoundChannel = ChannelFacts | "gone" | "unknown";

/** Whose account pays, and whether it can. */
export interface KeyFacts {
  /** As it may be shown; null for the operator's key. */
  masked: string | null;
  /** A sentence for moderators where nothing can be made with it; null where all is well. */
  trouble: string | null;
}

/** Everything that the doctor looks at; what follows from it is `examine`'s to say. */
export interface DoctorFacts {
  guildId: string;
  applicationId: string;
  botName: string;
  /** What the bot's roles give it in the whole guild; null where the bot itself is no member. */
  guildPermissions: bigint | null;
  here: Omit<ChannelFacts, "isPublic">;
  settings: GuildSettings | "unreadable";
  /** Null where none is set, or the settings cannot be read. */
  log: FoundChannel | null;
  operator: Pick<OperatorLimits, "guildDayMicroUsd" | "paused">;
  key: KeyFacts;
}
