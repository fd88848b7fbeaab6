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
export interface PayerFacts {
  /** The guild's own key as it may be shown; null where the bot's operator pays. */
  ownKey: string | null;
  /** False where the own key is stored, but cannot be read. */
  isReadable: boolean;
  hasCredit: boolean;
}

/** What moderators have set, and what follows from it. */
export interface OwnFacts {
  settings: GuildSettings;
  /** Null where no log channel is set. */
  log: FoundChannel | null;
  /** Null where there is none. */
  showcase: FoundChannel | null;
  /** Null where nothing comes from other guilds. */
  incoming: FoundChannel | null;
  payer: PayerFacts;
}

/** Everything that the doctor looks at; what follows from it is `examine`'s to say. */
export interface DoctorFacts {
  guildId: string;
  applicationId: string;
  botName: string;
  /** What the bot's roles give it in the whole guild; null where the bot itself is no member. */
  guildPermissions: bigint | null;
  here: Omit<ChannelFacts, "isPublic">;
  own: OwnFacts | "unreadable";
  operator: Pick<OperatorLimits, "guildDayMicroUsd" | "paused" | "allowedGuilds">;
}
