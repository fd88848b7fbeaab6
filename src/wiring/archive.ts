import { createBucket } from "../archive/bucket.ts";
import { noArchive } from "../archive/no-archive.ts";
import { openArchive, type OpenArchive } from "../archive/open-archive.ts";
import type { Inbox } from "../generation/inbox.ts";
import type { Records } from "../generation/records.ts";
import type { Base } from "./base.ts";
import type { Storage } from "./storage.ts";

/** The operator's bucket, where ARCHIVE_S3_* names one. */
export async function openCopies(
  { config, clock, random, log, signal, onClose }: Base,
  { stores, media }: Storage,
  records: Pick<Records, "find">,
  inbox: Pick<Inbox, "keptIds">,
): Promise<OpenArchive> {
  if (config.archive === undefined) return noArchive;
  const { publicUrl, ...place } = config.archive;
  log.hide(place.secretAccessKey);
  // Signatures are judged by the time of the wall, whatever clock the bot is run with.
  const wallNow = (): number => Date.now();
  const archive = await openArchive({
    bucket: createBucket({ ...place, now: wallNow, signal }),
    jobStore: stores.copyJobs,
    copies: stores.copies,
    copyIds: () => stores.copies.ids(),
    publicUrl: publicUrl ?? null,
    spool: media.spool,
    find: (id) => records.find(id),
    isInInbox: (id) => inbox.keptIds().has(id),
    clock,
    wallNow,
    random,
    log,
  });
  onClose(() => archive.stop());
  return archive;
}
