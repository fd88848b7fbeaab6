import { createCrossing } from "../discord/elsewhere/crossing.ts";
import { createPoster } from "../discord/elsewhere/create-poster.ts";
import { createPostWeekly } from "../discord/elsewhere/post-weekly.ts";
import { mayReceive as mayArrive } from "../discord/feeds/may-receive.ts";
import type { OpenArchive } from "../archive/open-archive.ts";
import type { Generation } from "../generation/generation.ts";
import type { Records } from "../generation/records.ts";
import { createPostedFiles } from "../media/posted-files.ts";
import { permitsShare } from "../policy/incoming.ts";
import { mayReceive } from "../policy/safety.ts";
import { lastWeekEnd } from "../policy/week.ts";
import type { Sharing } from "../sharing/create-sharing.ts";
import { createPosts } from "../sharing/posts/create-posts.ts";
import type { Posts } from "../sharing/posts/posts.ts";
import type { Post } from "../sharing/posts/post.ts";
import { createWhereIs } from "../sharing/posts/where-is.ts";
import { createShowcase, type ShowcaseTools } from "../sharing/showcase/create-showcase.ts";
import { createShowcaseRecords } from "../sharing/showcase/records.ts";
import { createWeekly } from "../sharing/showcase/weekly.ts";
import type { Showcase, SettingsOf } from "../sharing/showcase/showcase.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Rules } from "./rules.ts";
import type { Storage } from "./storage.ts";

export interface ElsewhereParts {
  storage: Storage;
  gateway: Gateway;
  rules: Pick<Rules, "settings" | "moderation" | "blocklist">;
  records: Pick<Records, "find">;
  archive: Pick<OpenArchive, "addressesOf">;
  /** Which tells of changes what is opened here, and so is there after it. */
  sharing: () => Sharing;
  /** A showcase post is there. May be told twice. */
  onShowcased: (generation: Generation) => Promise<void>;
}

/** What shows results beside their cards, each in a post of its own. */
export async function openElsewhere(
  base: Base,
  parts: ElsewhereParts,
): Promise<{ posts: Posts; showcase: Showcase; begin(): Promise<void> }> {
  const { config, clock, random, log, onClose } = base;
  const { storage, gateway, rules, records, archive, onShowcased } = parts;
  const { stores, media } = storage;
  const { settings, moderation, blocklist } = rules;
  const { client, rests } = gateway;
  const rest = rests.main;
  const find = (id: string) => records.find(id);
  const sharing = {
    spotOf: (generation: Generation) => parts.sharing().spotOf(generation),
    filesOf: (generation: Generation) => parts.sharing().filesOf(generation),
    countOf: async (which: { id: string; guildId: string }) =>
      (await parts.sharing().favourites.of(which, "")).count,
  };

  const settingsOf: SettingsOf = (guildId) => {
    if (!settings.isReadable(guildId)) return undefined;
    const { showcase, timeZone } = settings.of(guildId);
    return showcase === null ? null : { ...showcase, timeZone };
  };
  const parentOf = (channelId: string): string | null => {
    const channel = client.channels.cache.get(channelId);
    return channel?.isThread() === true ? channel.parentId : null;
  };
  const received = (generation: Generation, guildId: string, channelId: string): boolean =>
    settings.isReadable(guildId) &&
    mayReceive(
      config.safetyFloor,
      settings.of(guildId),
      { guildId, channelId, parentChannelId: parentOf(channelId) },
      generation,
    );
  const crossing = createCrossing(client);
  const mayShow: ShowcaseTools["mayShow"] = (generation, spot, channelId) => {
    const { guildId } = generation;
    const maySee = crossing(guildId, channelId);
    // A channel that is gone refuses the post itself, and then its moderators hear of it.
    return Promise.resolve(
      received(generation, guildId, channelId) && (maySee === null || maySee(spot)),
    );
  };

  const files = createPostedFiles({
    spools: media.postedSpools("posted"),
    find,
    whereIs: createWhereIs(sharing.filesOf, (generation) => archive.addressesOf(generation)),
  });
  const posts = await createPosts({
    stores,
    poster: createPoster({ rest, spool: files, client, log }),
    find,
    isPublic: async (generation) => (await sharing.spotOf(generation)) !== undefined,
    isUnlisted: (generation) => parts.sharing().isUnlisted(generation),
    permits,
    async onPosted(generation, post) {
      if (post.kind !== "showcase") return;
      await onShowcased(generation);
      await showcase.posted(generation, post);
    },
    async onClosed(generation, post) {
      if (post.kind === "showcase") await showcase.closed(generation, post);
    },
    clock,
    random,
    log,
  });
  onClose(() => posts.stop());

  const showcaseRecords = createShowcaseRecords(stores.showcases, log);
  const showcase = await createShowcase({
    due: stores.showcaseDue,
    records: showcaseRecords,
    posts,
    settingsOf,
    countOf: sharing.countOf,
    find,
    spotOf: sharing.spotOf,
    mayShow,
    tellClosed: (guildId, channelId, at) =>
      moderation.record({
        guildId,
        at,
        by: "bot",
        action: "showcase-closed",
        subject: { channelId },
        detail: `⚠️ I cannot post in the showcase <#${channelId}>. \`/setup\` says what is missing. Once that is put right, set the showcase again: \`/settings showcase\`. What waits for it comes then.`,
        source: `showcase-closed-${channelId}-${at}`,
      }),
    weekly: createWeekly({
      records: showcaseRecords,
      settingsOf,
      guildIds: () => settings.guildIds(),
      weekEnd: lastWeekEnd,
      async best({ guildId, channelId }, from, until, most) {
        const maySee = crossing(guildId, channelId);
        if (maySee === null) return [];
        return (await parts.sharing().best(guildId, from, until, maySee)).slice(0, most);
      },
      post: createPostWeekly({ rest, find, countOf: sharing.countOf, clock, log }),
      clock,
      log,
    }),
    clock,
    random,
    log,
  });
  onClose(() => showcase.stop());

  async function permits(generation: Generation, post: Post): Promise<boolean> {
    if (post.kind === "showcase") return showcase.permits(generation, post);
    const { safetyFloor, allowedGuilds } = config;
    const operator = { safetyFloor, allowedGuilds };
    const nameOf = storage.nameFormer;
    // Hours may have passed since whoever shares it was told that it may be: all of it is asked again.
    return (
      permitsShare(generation, post, { settings, safetyFloor, nameOf }) &&
      mayArrive(client, generation, post, {
        settings,
        blocklist,
        operator,
        nameOf,
      })
    );
  }

  return {
    posts,
    showcase,
    async begin() {
      await files.sweep();
      await posts.begin();
      showcase.begin();
    },
  };
}
