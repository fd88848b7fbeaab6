import { createCardMessages } from "../discord/gallery/card-messages.ts";
import { createThreads } from "../discord/gallery/threads.ts";
import type { OpenArchive } from "../archive/open-archive.ts";
import type { Records } from "../generation/records.ts";
import { createSharing } from "../sharing/create-sharing.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Storage } from "./storage.ts";

/** What members share with each other. */
export function openSharing(
  { config, clock, log, onClose }: Base,
  { stores }: Storage,
  { client }: Gateway,
  records: Pick<Records, "find">,
  archive: Pick<OpenArchive, "addressesOf">,
) {
  const sharing = createSharing({
    stores,
    find: (id) => records.find(id),
    messages: createCardMessages(client.rest, config.discord.token),
    threads: createThreads(client),
    copies: (generation) => archive.addressesOf(generation),
    elsewhere: [],
    clock,
    log,
  });
  onClose(() => sharing.stop());
  return sharing;
}
