import type { Generation } from "../../generation/generation.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import type { Records } from "../../generation/records.ts";
import { letOthersGo } from "../let-others-go.ts";
import { framesOf } from "./frames-in-use.ts";
import { messagesOf, type Leftovers } from "./leftovers.ts";
import { createRename, type Rename } from "./rename.ts";
import type { NameFormer } from "./pseudonym.ts";

/** A collection that can be searched by its stored bytes. */
export interface Searched<T> extends Collection<T> {
  deleteIf(id: string, fits: (text: string) => boolean): Promise<boolean>;
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

/** One room's part: removes or renames what it has of a member. May run twice. */
export type ForgetMember = (memberId: string, rename: Rename) => Promise<void>;

export interface EraseMemberTools {
  unfinished: Searched<Generation>;
  reviewing: Searched<Generation>;
  archive: Searched<Generation>;
  records: Pick<Records, "amend">;
  /** Ends it where no money was sent for it yet; marks it, so that nothing of it is delivered. */
  discard: (generation: Generation, memberId: string) => Promise<void>;
  erase: (generation: Generation, name: string) => Promise<void>;
  leftovers: Pick<Leftovers, "keep">;
  nameOf: NameFormer;
  /** What belongs to the member alone. */
  own: readonly ForgetMember[];
  /** What survives under another name, or belongs to others too. */
  shared: readonly ForgetMember[];
  log: Pick<Log, "warn">;
}

/** What a member asked to have deleted. */
export interface Erasure {
  memberId: string;
  /** Generations made later are not meant. Milliseconds since 1970. */
  since: number;
}

const RECORDS_AT_ONCE = 100;

/**
 * One pass over everything that is kept of a member.
 * @returns whether nothing of it is under way any more: else another pass is needed
 */
export async function eraseMember(
  id: string,
  { memberId, since }: Erasure,
  tools: EraseMemberTools,
  goOn: () => boolean,
): Promise<boolean> {
  const { nameOf, own, shared } = tools;
  const name = nameOf(memberId);
  const rename = createRename(memberId, name);
  const isMeant = (one: Generation): boolean => one.memberId === memberId && one.createdAt <= since;

  const isUnderWay = await discardUnfinished(isMeant, memberId, tools);
  for (const forget of own) {
    if (!goOn()) return false;
    await forget(memberId, rename);
  }
  await eraseArchived(id, isMeant, { memberId, name, rename }, tools, goOn);
  for (const forget of shared) {
    if (!goOn()) return false;
    await forget(memberId, rename);
  }
  return !isUnderWay && goOn();
}

/** Whether there are any. */
async function discardUnfinished(
  isMeant: (one: Generation) => boolean,
  memberId: string,
  { unfinished, reviewing, discard, log }: EraseMemberTools,
): Promise<boolean> {
  let isAny = false;
  for (const collection of [unfinished, reviewing]) {
    for await (const row of collection.readAll()) {
      if ("broken" in row || !isMeant(row.value)) continue;
      isAny = true;
      if (row.value.deleted !== null) continue;
      try {
        await discard(row.value, memberId);
      } catch (error) {
        // The mark may be there, and its message is removed at its end once more.
        log.warn({ generationId: row.id, error }, "a request is discarded in the next pass");
      }
    }
  }
  return isAny;
}

async function eraseArchived(
  id: string,
  isMeant: (one: Generation) => boolean,
  member: { memberId: string; name: string; rename: Rename },
  tools: EraseMemberTools,
  goOn: () => boolean,
): Promise<void> {
  const { archive, reviewing, unfinished, records, erase, leftovers } = tools;
  let batch: Generation[] = [];
  const eraseBatch = async (): Promise<void> => {
    const [first] = batch;
    if (first === undefined) return;
    await leftovers.keep(`${id}:${first.id}`, {
      messages: batch.flatMap(messagesOf),
      frames: [...new Set(batch.flatMap(framesOf))],
    });
    for (const generation of batch) await erase(generation, member.name);
    batch = [];
    await letOthersGo();
  };
  const isTheirs = (text: string): boolean => text.includes(`"${member.memberId}"`);

  for await (const row of archive.readAll()) {
    if (!goOn()) return;
    if ("broken" in row) await archive.deleteIf(row.id, isTheirs);
    else if (isMeant(row.value)) batch.push(row.value);
    if (batch.length === RECORDS_AT_ONCE) await eraseBatch();
  }
  await eraseBatch();
  for (const collection of [archive, reviewing, unfinished]) {
    await collection.dropAside((_, text) => isTheirs(text));
    await renameDoer(collection, member, records, goOn);
  }
}

/** In other members' records: who cancelled, deleted or judged. */
async function renameDoer(
  collection: Collection<Generation>,
  { memberId, rename }: { memberId: string; rename: Rename },
  records: Pick<Records, "amend">,
  goOn: () => boolean,
): Promise<void> {
  for await (const row of collection.readAll()) {
    if (!goOn()) return;
    if ("broken" in row || row.value.memberId === memberId || !isDoer(row.value, rename)) continue;
    await records.amend(row.id, ({ cancel, deleted, videos }) => ({
      cancel: rename.apply(cancel),
      deleted: rename.apply(deleted),
      videos: videos.map((video) => ({ ...video, review: rename.apply(video.review) })),
    }));
  }
}

const isDoer = ({ cancel, deleted, videos }: Generation, rename: Rename): boolean =>
  rename.isIn([cancel, deleted, videos.map(({ review }) => review)]);
