import type { Inbox } from "../generation/inbox.ts";
import type { Clock, Log } from "../generation/ports.ts";
import type { SafetyMode } from "../generation/request.ts";
import type { Service } from "../generation/service.ts";
import type { Settings } from "../policy/settings.ts";
import type { InboxView } from "./inbox-view.ts";

/** What the operator has set for every guild: moderators read it, and cannot change it. */
export interface OperatorLimits {
  safetyFloor: SafetyMode;
  /** For each guild: what holds without a setting, and the most that moderators may set. */
  guildDayMicroUsd: number | null;
  paused: boolean;
}

/** What commands work with: the domain's use cases, never the client's insides. */
export interface Services {
  service: Service;
  inbox: Inbox;
  inboxView: InboxView;
  settings: Settings;
  operator: OperatorLimits;
  /** As they are registered, message commands too. */
  commandNames: readonly string[];
  clock: Clock;
  log: Log;
}
