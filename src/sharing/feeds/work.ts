import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import { alignPage, takeDownPage, type InLineTools } from "./bring-in-line.ts";
import type { Copies, Pass } from "./copies.ts";
import type { Directory } from "./directory.ts";
import type { Counts, Publication } from "./feed.ts";
import { PAGES } from "./pages.ts";
import { postPage, type PostPageTools } from "./post-page.ts";
import type { CopyPosts, Preview, Previews } from "./ports.ts";

export interface WorkTools extends PostPageTools, InLineTools {
  publications: Collection<Publication>;
  copies: Copies;
  posts: CopyPosts;
  directory: Pick<Directory, "feedOf" | "followersOn" | "close">;
  /** The record as it is now; undefined where it is gone. */
  find: (id: string) => Promise<Generation | undefined>;
  /** Whether anybody but its member may see it. @throws {RetryableError} Discord did not say */
  isWanted: (generation: Generation) => Promise<boolean>;
  previews: Pick<Previews, "of" | "drop">;
  log: Log;
}

/**
 * What comes next: nothing; to bring copies into line, which goes before posts; to post; one of the
 * two again, later, since Discord did not answer; or to go on with copies after the turn of others.
 */
export type Next = "over" | "align" | "post" | "later" | "giveWay";

/** How far a round through all pages of copies is; after a crash it begins anew. */
export interface Round {
  /** How copies are to be in it. */
  as: Publication["wish"];
  page: number;
  /** Copies on the pages before it about which Discord did not say. */
  left: number;
}

export interface Slice {
  /** Only what brings copies into line, since posts have their order. */
  alignOnly: boolean;
  /** How often in a row this came to nothing. */
  failures: number;
  goOn: () => boolean;
  /** Whether others wait whose copies are to be brought into line. */
  hasOthers: () => boolean;
  /** Moved on here, page by page. */
  round: Round;
}

/** So often is one asked who gives no answer, though others do: some minutes. */
const MOST_FAILURES = 6;

/**
 * One slice of what is to be done about a publication: its copies brought into line, all of them, or
 * one page where others wait as well; or one page of followers posted to. Everything is decided on what
 * is stored now, so it goes on after a crash as it goes on after another slice.
 */
export async function work(id: string, slice: Slice, tools: WorkTools): Promise<Next> {
  const { publications, previews, find } = tools;
  const head = await read(id, tools);
  if (head === undefined) return "over";
  const generation = head.wish === "gone" ? undefined : await find(id);
  if (generation === undefined || generation.deleted !== null) {
    if (head.wish !== "gone") await change(id, publications, () => ({ wish: "gone" }));
    const end = await everywhere("gone", slice, (page) =>
      takeDownPage(id, page, tools, slice.goOn),
    );
    if (end !== "done") return end;
    await previews.drop(id);
    await publications.delete(id);
    return "over";
  }
  const { wish } = head;
  if (head.isBehind && wish !== "gone") {
    const end = await everywhere(wish, slice, (page) =>
      alignPage(generation, wish, page, tools, slice.goOn),
    );
    if (end !== "done") return end;
    await change(id, publications, (now) => (now.wish === wish ? { isBehind: false } : {}));
    return "align";
  }
  if (head.nextPage === -1) return "over";
  return slice.alignOnly ? "post" : post(generation, head, slice, tools);
}

/** Of one that cannot be read nobody knows where its copies are: it is over, bytes and all set aside. */
async function read(
  id: string,
  { publications, log }: Pick<WorkTools, "publications" | "log">,
): Promise<Publication | undefined> {
  try {
    return await publications.get(id);
  } catch (error) {
    if (!(await publications.setAside(id))) throw error;
    log.error({ generationId: id, error }, "what followers are shown of a video cannot be read");
    return undefined;
  }
}

const change = (
  id: string,
  publications: Collection<Publication>,
  decide: (now: Publication) => Partial<Publication>,
): Promise<Publication | undefined> =>
  publications.update(id, (now) => now && { ...now, ...decide(now) });

/** Page after page, as far as nobody else is kept waiting: ten thousand copies take minutes. */
async function everywhere(
  as: Publication["wish"],
  { goOn, hasOthers, round }: Slice,
  act: (page: number) => Promise<Pass>,
): Promise<"done" | "later" | "giveWay"> {
  if (round.as !== as) Object.assign(round, { as, page: 0, left: 0 });
  while (round.page < PAGES) {
    if (!goOn()) return "later";
    const { tried, left } = await act(round.page);
    round.page += 1;
    round.left += left;
    if (tried > 0 && round.page < PAGES && hasOthers()) return "giveWay";
  }
  const isDone = round.left === 0;
  Object.assign(round, { page: 0, left: 0 });
  return isDone ? "done" : "later";
}

async function post(
  generation: Generation,
  head: Publication,
  { failures, goOn }: Slice,
  tools: WorkTools,
): Promise<Next> {
  const { id } = generation;
  const { publications, previews, posts, directory, isWanted, log } = tools;
  const feed = directory.feedOf(head.guildId);
  const finish = async (counts: Counts): Promise<Next> => {
    await change(id, publications, () => ({ nextPage: -1, counts }));
    await previews.drop(id);
    log.info({ generationId: id, guildId: head.guildId, ...counts }, "a showcase post is out");
    return "align";
  };
  // What is out stays; the feed was taken back, perhaps to be published anew for others.
  if (feed === undefined || head.at < feed.since) return finish(head.counts);
  if (!(await isWanted(generation))) {
    await change(id, publications, () => ({ wish: "gone" }));
    return "align";
  }
  const page = await nextPage(head, id, tools);
  if (page === undefined) return finish(head.counts);
  // Who gives no answer, though Discord does, is not waited for any longer.
  const isLast = failures >= MOST_FAILURES && (await posts.isUp());
  const preview = await previewOf(generation, isLast, previews);
  if (preview === null) {
    log.warn({ generationId: id }, "followers get no copy: there is no video to show them");
    return finish(head.counts);
  }
  const posted = await postPage(generation, head, page, preview, tools, { goOn, isLast });
  const givesUp = isLast && posted.left > 0 && posted.left === posted.unanswered;
  if (givesUp) {
    log.warn({ generationId: id, page, missed: posted.left }, "some followers are passed over");
  }
  const isDone = posted.left === 0 || givesUp;
  await change(id, publications, (now) => ({
    counts: sum(now.counts, { ...posted.counts, missed: givesUp ? posted.left : 0 }),
    isBehind: now.isBehind || posted.isBehind,
    ...(isDone ? { nextPage: page + 1 } : {}),
  }));
  if (isDone) return posted.isBehind ? "align" : "post";
  return posted.unanswered > 0 ? "later" : "post";
}

async function previewOf(
  generation: Generation,
  isLast: boolean,
  previews: Pick<Previews, "of">,
): Promise<Preview | null> {
  try {
    return await previews.of(generation);
  } catch (error) {
    // Its card is in a channel that is closed to us, for one.
    if (isLast && error instanceof RetryableError) return null;
    throw error;
  }
}

/** The next page with anybody on it, or with copies in doubt. */
async function nextPage(
  { guildId, nextPage: from }: Publication,
  id: string,
  { directory, copies }: WorkTools,
): Promise<number | undefined> {
  for (let page = from; page < PAGES; page += 1) {
    const followers = await directory.followersOn(guildId, page);
    if (Object.keys(followers).length > 0 || (await copies.get(id, page)) !== undefined)
      return page;
  }
  return undefined;
}

const sum = (a: Counts, b: Counts): Counts => ({
  posted: a.posted + b.posted,
  refused: a.refused + b.refused,
  closed: a.closed + b.closed,
  missed: a.missed + b.missed,
});
