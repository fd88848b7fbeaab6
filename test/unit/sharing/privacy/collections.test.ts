import { expect, onTestFinished, test } from "vitest";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";

/** Something of a member is in them, and `/privacy delete` takes it out or puts a name in its place. */
const OF_MEMBERS = [
  "posts",
  "archive",
  "audit",
  "erasures",
  "favouriteLists",
  "favourites",
  "gallery",
  "galleryViews",
  "inbox",
  "keys",
  "memberDefaults",
  "members",
  "presets",
  "reports",
  "reviewing",
  "settings",
  "shareTimes",
  "sharedPresets",
  "spending",
  "unfinished",
  "unlisted",
];

/** Nothing in them says whose it is; the copies in a bucket go with their generation. */
const OF_NOBODY = [
  "postJobs",
  "showcaseDue",
  "showcases",
  "auditHeads",
  "balances",
  "copies",
  "copyJobs",
  "deletions",
  "feedCopies",
  "feedFollowers",
  "feedFollows",
  "feedJobs",
  "feedPosts",
  "feeds",
  "galleryDays",
  "galleryIndexed",
  "guildDefaults",
  "guilds",
  "health",
  "lateCosts",
  "leftovers",
  "mediaIds",
  "observations",
  "shareCodes",
];

test("of every collection it is decided what a member's deletion does to it", async () => {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  expect(Object.keys(openCollections(store)).toSorted()).toEqual(
    [...OF_MEMBERS, ...OF_NOBODY].toSorted(),
  );
});
