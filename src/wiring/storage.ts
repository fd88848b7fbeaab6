import { createMedia } from "../media/create-media.ts";
import { pixverseV56 } from "../providers/runware/pixverse-v5-6.ts";
import { openCollections } from "../stores/collections.ts";
import { openStore } from "../stores/open-store.ts";
import { keptSecretKey } from "../stores/secret-key.ts";
import { openVault } from "../stores/vault.ts";
import { openFormerMembers } from "../sharing/privacy/former-members.ts";
import { createNameFormer } from "../sharing/privacy/pseudonym.ts";
import type { Base } from "./base.ts";

/** Everything that is kept: records, files, secrets. */
export async function openStorage({ config, clock, log, signal, onClose }: Base) {
  const store = await openStore(config.storeUrl, { log });
  onClose(() => store.close());
  const secretKey = config.secretKey ?? (await keptSecretKey(config.dataDir));
  const hide = (secret: string): void => log.hide(secret);
  hide(secretKey);
  const stores = openCollections(store);
  const media = createMedia({
    dataDir: config.dataDir,
    frameMaxAgeMs: config.frameMaxAgeMs,
    resultHosts: config.runware.resultHosts,
    discordApiUrl: config.discord.apiUrl,
    runwareApiUrl: config.runware.apiUrl,
    archiveUrls: [config.archive?.endpoint, config.archive?.publicUrl].filter(
      (url) => url !== undefined,
    ),
    card: pixverseV56,
    log,
    signal,
  });
  const vault = await openVault({ store: stores.keys, secretKey, clock, log, hide });
  const nameFormer = createNameFormer(secretKey);
  const formerMembers = await openFormerMembers(stores.members, nameFormer);
  return { secretKey, stores, media, vault, nameFormer, formerMembers };
}

export type Storage = Awaited<ReturnType<typeof openStorage>>;
