import type { Log } from "../generation/ports.ts";
import type { Defaults } from "../sharing/defaults/defaults.ts";
import type { Presets } from "../sharing/presets/presets.ts";
import { forgetPosts } from "../sharing/posts/forget-posts.ts";
import type { ForgetMember } from "../sharing/privacy/erase-member.ts";
import { forgetInAudit } from "../sharing/privacy/forget-audit.ts";
import { forgetFavourites } from "../sharing/privacy/forget-favourites.ts";
import {
  forgetEntries,
  forgetInbox,
  forgetReports,
  forgetViews,
} from "../sharing/privacy/forget-own.ts";
import { renameIn, takeOut } from "../sharing/privacy/forget-rows.ts";
import { forgetStanding } from "../sharing/privacy/forget-standing.ts";
import type { Making, MakingParts } from "./making.ts";

/**
 * What each collection does about a member who has their data deleted. A collection that is not named
 * here holds nothing of members, or belongs to a generation and goes with it.
 */
export function forgetParts(
  { storage, rules, inbox }: MakingParts,
  { records, sharing }: Making,
  { defaults, presets }: { defaults: Defaults; presets: Presets },
  log: Log,
): { own: ForgetMember[]; shared: ForgetMember[] } {
  const { stores, formerMembers } = storage;
  const { settings } = rules;
  const find = (id: string) => records.find(id);
  return {
    own: [
      (memberId) => defaults.forgetMember(memberId),
      (memberId) => presets.forgetMember(memberId),
      forgetFavourites(stores, sharing.favourites),
      forgetViews(stores.galleryViews),
      forgetReports(stores.reports),
      takeOut(stores.shareTimes, () => undefined),
    ],
    // After the records: entries and inboxes go with those, and what a request cost is booked by then.
    shared: [
      forgetEntries(stores.gallery, find),
      forgetInbox(stores.inbox, inbox, find),
      forgetPosts(stores.posts),
      forgetStanding(stores.members, formerMembers, log),
      forgetInAudit(stores.audit),
      renameIn(stores.spending),
      renameIn(stores.unlisted),
      renameIn(stores.keys),
      async (_, rename) => {
        for (const guildId of settings.guildIds()) {
          if (!settings.isReadable(guildId)) continue;
          const { paused, sharing: shares } = settings.of(guildId);
          if (!rename.isIn([paused, shares.blockedMemberIds])) continue;
          await settings.change(guildId, (current) => ({
            ...current,
            paused: rename.apply(current.paused),
            sharing: {
              ...current.sharing,
              blockedMemberIds: rename.apply(current.sharing.blockedMemberIds),
            },
          }));
        }
      },
    ],
  };
}
