import { watchGuilds } from "../discord/watch-guilds.ts";
import { openDepartures } from "../policy/departures/open-departures.ts";
import { purgeByGuildId } from "../policy/departures/purge-by-guild-id.ts";
import { purgeKeys } from "../policy/departures/purge-keys.ts";
import { createShareCodes } from "../sharing/shares/share-codes.ts";
import type { Base } from "./base.ts";
import type { Making, MakingParts } from "./making.ts";

/** What becomes of a guild's data once the bot is no longer in it. */
export async function openLeaving(
  { clock, log, referenceId, onClose }: Base,
  { storage, gateway, rules, inbox }: MakingParts,
  { records, runner, waiting, sharing, posts, feeds, archive }: Making,
) {
  const { stores, media, vault } = storage;
  const departures = await openDepartures({
    ...media,
    inbox,
    records,
    runner,
    guilds: stores.guilds,
    generations: { reviewing: stores.reviewing, archive: stores.archive },
    byGuild: {
      settings: stores.settings,
      spending: stores.spending,
      reports: stores.reports,
      members: stores.members,
      audit: stores.audit,
      auditHeads: stores.auditHeads,
      gallery: stores.gallery,
      galleryDays: stores.galleryDays,
      galleryViews: stores.galleryViews,
      unlisted: stores.unlisted,
      favourites: stores.favourites,
      guildDefaults: stores.guildDefaults,
      sharedPresets: stores.sharedPresets,
      showcases: stores.showcases,
      showcaseDue: stores.showcaseDue,
      shareTimes: stores.shareTimes,
    },
    others: [
      purgeKeys(vault, rules.keys),
      { name: "memory", purge: (guildId) => rules.settings.forget(guildId).then(() => 0) },
      { name: "feeds", purge: (guildId, goOn) => feeds.purge(guildId, goOn) },
      { name: "posts", purge: (guildId, goOn) => posts.purge(guildId, goOn) },
      { name: "favouriteLists", purge: (guildId, goOn) => sharing.purge(guildId, goOn) },
      { name: "waiting", purge: (guildId) => Promise.resolve(waiting.forget(guildId)) },
      // The objects before what says that they are there, and then whatever is left of that.
      { name: "archived", purge: (guildId, goOn) => archive.purge(guildId, goOn) },
      {
        name: "shareCodes",
        purge: (guildId, goOn) =>
          createShareCodes(stores.shareCodes, storage.secretKey).purge(guildId, goOn),
      },
      purgeByGuildId("copies", stores.copies),
      purgeByGuildId("copyJobs", stores.copyJobs),
    ],
    unfinished: stores.unfinished,
    clock,
    log,
    referenceId,
  });
  onClose(() => departures.stop());
  watchGuilds(gateway.client, departures);
  return departures;
}
