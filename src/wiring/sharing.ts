import { watchCards } from "../discord/elsewhere/watch-cards.ts";
import { createCardMessages } from "../discord/gallery/card-messages.ts";
import { createThreads } from "../discord/gallery/threads.ts";
import type { OpenArchive } from "../archive/open-archive.ts";
import type { Generation } from "../generation/generation.ts";
import type { Records } from "../generation/records.ts";
import { createSharing, type Sharing } from "../sharing/create-sharing.ts";
import type { Elsewhere } from "../sharing/elsewhere.ts";
import { createShareCodes } from "../sharing/shares/share-codes.ts";
import type { Base } from "./base.ts";
import { openElsewhere } from "./elsewhere.ts";
import type { Gateway } from "./gateway.ts";
import type { Rules } from "./rules.ts";
import type { Storage } from "./storage.ts";

/** What members share with each other, and what shows it beside its cards. */
export async function openSharing(
  base: Base,
  storage: Storage,
  gateway: Gateway,
  rules: Pick<Rules, "settings" | "moderation" | "blocklist">,
  records: Pick<Records, "find">,
  archive: Pick<OpenArchive, "addressesOf">,
) {
  const { config, clock, log, onClose } = base;
  const { stores } = storage;
  const { client } = gateway;
  /** Whoever shows results elsewhere adds themselves before anything begins. */
  const elsewhere: Elsewhere[] = [];
  const onShowcased: ((generation: Generation) => Promise<void>)[] = [];
  let sharing: Sharing | undefined;
  const parts = { storage, gateway, rules, records, archive };
  const beside = await openElsewhere(base, {
    ...parts,
    sharing() {
      if (sharing === undefined) throw new Error("sharing is asked before it is there");
      return sharing;
    },
    async onShowcased(generation) {
      for (const hear of onShowcased) await hear(generation);
    },
  });
  const { posts, showcase } = beside;
  elsewhere.push(posts, createShareCodes(stores.shareCodes, storage.secretKey));
  sharing = createSharing({
    stores,
    find: (id) => records.find(id),
    messages: createCardMessages(client.rest, config.discord.token),
    threads: createThreads(client),
    copies: (generation) => archive.addressesOf(generation),
    elsewhere,
    votes: {
      expect: (which) => showcase.expectVote(which),
      cast: (which) => showcase.voted(which),
    },
    clock,
    log,
  });
  const opened = sharing;
  onClose(() => opened.stop());
  const cards = watchCards(client, opened, log);
  onClose(() => cards.stop());
  return { ...beside, sharing: opened, elsewhere, onShowcased };
}
