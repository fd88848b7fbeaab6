import type { Generation } from "../../generation/generation.ts";
import type { Which } from "../favourites/favourites.ts";
import type { Post } from "../posts/post.ts";

/** A guild's best, by votes, in a channel that its moderators chose. */
export interface Showcase {
  /**
   * Called before a favourite is written, so that the result is looked at also after a crash.
   * @throws {Error} the store does not take it
   */
  expectVote(which: Which): Promise<void>;
  /** The favourite is written, or is not: the result is looked at, beside everything else. */
  voted(which: Which): void;
  /** Tries again what waits for a channel, and begins or ends the weekly posts. */
  settingsChanged(guildId: string): Promise<void>;
  /** Whether the channel of a showcase post may have it now. */
  permits(generation: Generation, post: Post): Promise<boolean>;
  /** A showcase post is there: whatever waits for the channel is tried again. May be told twice. */
  posted(generation: Generation, post: Post): Promise<void>;
  /** The channel takes nothing: its moderators are told once. May be told twice. */
  closed(generation: Generation, post: Post): Promise<void>;
  begin(): void;
  stop(): Promise<void>;
}

/** What a guild has set. */
export interface ShowcaseSettings {
  channelId: string;
  threshold: number;
  weekly: boolean;
  timeZone: string;
}

/** Null where a guild has no showcase; undefined where its settings cannot be read. */
export type SettingsOf = (guildId: string) => ShowcaseSettings | null | undefined;
