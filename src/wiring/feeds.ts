import path from "node:path";
import type { OpenArchive } from "../archive/open-archive.ts";
import { createCopyPosts } from "../discord/feeds/copy-posts.ts";
import { mayReceive } from "../discord/feeds/may-receive.ts";
import { createPace } from "../discord/feeds/pace.ts";
import { createTellClosed } from "../discord/feeds/tell-closed.ts";
import { createLogChannel } from "../discord/log-channel/log-channel.ts";
import type { Records } from "../generation/records.ts";
import { createPostedFiles } from "../media/posted-files.ts";
import { createLogChannelOf } from "../policy/settings.ts";
import type { Sharing } from "../sharing/create-sharing.ts";
import { openFeeds as open } from "../sharing/feeds/create-feeds.ts";
import { createWhereIs } from "../sharing/posts/where-is.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Rules } from "./rules.ts";
import type { Storage } from "./storage.ts";

export interface FeedParts {
  storage: Storage;
  gateway: Gateway;
  rules: Pick<Rules, "settings" | "blocklist">;
  records: Pick<Records, "find">;
  archive: Pick<OpenArchive, "addressesOf">;
  sharing: Pick<Sharing, "filesOf" | "spotOf">;
}

/** Showcases that other guilds follow. */
export async function openFeeds(base: Base, parts: FeedParts) {
  const { config, clock, random, log, onClose } = base;
  const { storage, gateway, rules, records, archive, sharing } = parts;
  const { stores, media, nameFormer } = storage;
  const { settings, blocklist } = rules;
  const { client, rests, applicationId } = gateway;
  const find = (id: string) => records.find(id);
  const pace = createPace();

  const logChannelOf = createLogChannelOf(settings);
  const logChannel = createLogChannel({ rest: rests.main, logChannelOf, log });
  const closed = createTellClosed({ client, logChannel, pace, log });
  const { safetyFloor, allowedGuilds } = config;
  const operator = { safetyFloor, allowedGuilds };
  const received = { settings, blocklist, operator, nameOf: nameFormer };

  const feeds = await open({
    stores,
    posts: createCopyPosts({
      rest: client.rest,
      token: config.discord.token,
      applicationId,
      pace,
      guildName: (guildId) => client.guilds.cache.get(guildId)?.name,
      signal: base.signal,
      log,
    }),
    previews: media.previews(
      createPostedFiles({
        spools: media.postedSpools(path.join("previews", "from")),
        find,
        whereIs: createWhereIs(
          (generation) => sharing.filesOf(generation),
          (generation) => archive.addressesOf(generation),
        ),
      }),
    ),
    find,
    isWanted: async (generation) => (await sharing.spotOf(generation)) !== undefined,
    mayReceive: (generation, place) => mayReceive(client, generation, place, received),
    onClosed: (closing) => closed.tell(closing),
    clock,
    random,
    log,
  });
  onClose(async () => {
    await feeds.stop();
    await closed.idle();
  });
  return feeds;
}
