import type { Inbox } from "../generation/inbox.ts";
import type { Clock, Log } from "../generation/ports.ts";
import type { SafetyMode } from "../generation/request.ts";
import type { ReviewDesk } from "../generation/review-desk.ts";
import type { Service } from "../generation/service.ts";
import type { Audit } from "../policy/audit.ts";
import type { Blocklist } from "../policy/blocklist/blocklist.ts";
import type { GuildKeys } from "../policy/keys/guild-keys.ts";
import type { Usage } from "../policy/money/usage.ts";
import type { Settings } from "../policy/settings.ts";
import type { Standing } from "../policy/standing.ts";
import type { Blocks } from "./blocks/create-blocks.ts";
import type { Sharing } from "../sharing/create-sharing.ts";
import type { Feeds } from "../sharing/feeds/create-feeds.ts";
import type { PlayableOf } from "./feeds/playable.ts";
import type { Posts } from "../sharing/posts/posts.ts";
import type { Showcase } from "../sharing/showcase/showcase.ts";
import type { Defaults } from "../sharing/defaults/defaults.ts";
import type { Presets } from "../sharing/presets/presets.ts";
import type { Privacy } from "../sharing/privacy/privacy.ts";
import type { InboxView } from "./inbox-view.ts";
import type { RecountCards } from "./delivery/recount-cards.ts";
import type { RefreshCard } from "./delivery/refresh-card.ts";
import type { RecordEntry } from "./log-channel/record.ts";
import type { Publishing } from "./publish/create-publishing.ts";
import type { Results } from "./moderation/create-results.ts";
import type { Shares } from "./shares/shares.ts";

/** What the operator has set for every guild: moderators read it, and cannot change it. */
export interface OperatorLimits {
  safetyFloor: SafetyMode;
  /** For each guild: what holds without a setting, and the most that moderators may set. */
  guildDayMicroUsd: number | null;
  paused: boolean;
  /** Undefined: every guild is served. */
  allowedGuilds: ReadonlySet<string> | undefined;
}

/** What commands work with: the domain's use cases, never the client's insides. */
export interface Services {
  service: Service;
  inbox: Inbox;
  inboxView: InboxView;
  settings: Settings;
  usage: Usage;
  /** The guilds' own Runware keys. */
  keys: GuildKeys;
  operator: OperatorLimits;
  /** How members stand; changed through `blocks`, which also tells those who have to know. */
  standing: Pick<Standing, "of" | "check">;
  /** What must not be written where others read it. */
  blocklist: Blocklist;
  blocks: Blocks;
  audit: Pick<Audit, "read" | "append">;
  /** Moderators' verdicts on what waits for them. */
  reviews: Pick<ReviewDesk, "decide" | "bringUp">;
  /** What members and moderators do about results. */
  results: Results;
  sharing: Sharing;
  /** Results in channels beside their cards. */
  posts: Posts;
  showcase: Pick<Showcase, "settingsChanged">;
  /** Showcases that other guilds follow. */
  feeds: Pick<Feeds, "directory" | "isCopy">;
  /** Where the videos behind a copy can be watched now. */
  playable: PlayableOf;
  /** What goes from one guild to another. */
  shares: Shares;
  /** Private results that become public. */
  publishing: Publishing;
  /** Shows a card as it is now, in answer to a press on it. */
  refreshCard: RefreshCard;
  /** Brings the favourites on a card up to date that were pressed somewhere else. */
  recountCard: RecountCards["soon"];
  /** What stands in for the options that a member leaves out. */
  defaults: Defaults;
  presets: Presets;
  /** What is kept of a member, in every guild. */
  privacy: Privacy;
  /** Puts on record what a moderator did. */
  moderation: { record: RecordEntry };
  /** Texts that were attached to a command, from Discord alone. */
  textFiles: { read(address: string): Promise<string> };
  /** As they are registered, message commands too. */
  commandNames: readonly string[];
  clock: Clock;
  log: Log;
}
