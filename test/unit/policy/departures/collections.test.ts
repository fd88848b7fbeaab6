import { expect, onTestFinished, test } from "vitest";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";

/** What `wiring/leaving.ts` hands to the purge of a guild that was left. */
const OF_GUILDS = [
  "postJobs",
  "posts",
  "showcaseDue",
  "showcases",
  "archive",
  "audit",
  "auditHeads",
  "copies",
  "copyJobs",
  "favouriteLists",
  "feedCopies",
  "feedFollowers",
  "feedFollows",
  "feedPosts",
  "feeds",
  "favourites",
  "gallery",
  "galleryDays",
  "galleryViews",
  "guildDefaults",
  "guilds",
  "keys",
  "members",
  "reports",
  "reviewing",
  "settings",
  "shareCodes",
  "shareTimes",
  "sharedPresets",
  "spending",
  "unfinished",
  "unlisted",
];

/** Nothing in them says which guild it came from; inboxes and balances go with what they belong to. */
const OF_NOBODY = [
  "balances",
  "deletions",
  "erasures",
  "feedJobs",
  "galleryIndexed",
  "health",
  "inbox",
  "lateCosts",
  "leftovers",
  "mediaIds",
  "memberDefaults",
  "observations",
  "presets",
];

test("of every collection it is decided whether a guild that was left takes it along", async () => {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  expect(Object.keys(openCollections(store)).toSorted()).toEqual(
    [...OF_GUILDS, ...OF_NOBODY].toSorted(),
  );
});
