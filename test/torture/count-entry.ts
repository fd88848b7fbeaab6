import type { RunwareTask } from "../../playground/runware/tasks.ts";
import type { Generation } from "../../src/generation/generation.ts";
import type { Entry, Shown } from "./book.ts";
import { lookAt } from "./look.ts";
import type { Written } from "./records.ts";

/** What can be wrong with one generation; each must be zero. */
export const WRONGS = [
  "lost",
  "doubled charges",
  "doubled cards",
  "undelivered",
  "leaked reservations",
  "wrong costs",
  "files left behind",
] as const;
export type Wrong = (typeof WRONGS)[number];

export interface Finding {
  readonly wrong: Wrong;
  readonly id: string;
  readonly why: string;
}

/** Holds one request against what the servers saw and what the bot wrote down. */
export function countEntry(
  entry: Entry,
  written: Written,
  tasks: ReadonlyMap<string, RunwareTask>,
  tokenDeaths: readonly number[],
): Finding[] {
  const { id } = entry;
  const record = written.archive.get(id) ?? written.unfinished.get(id) ?? written.reviewing.get(id);
  const task = record && tasks.get(record.taskUUID);
  const found: Finding[] = [];
  const wrong = (kind: Wrong, why: string): void => {
    found.push({ wrong: kind, id, why: `${why} (${record?.state ?? "no record"})` });
  };

  if (written.unfinished.has(id)) wrong("leaked reservations", "still unfinished");
  else if ((record?.reservedMicroUsd ?? 0) > 0) wrong("leaked reservations", "ended, yet reserved");
  if (entry.state !== "answered") {
    if ((task?.charged ?? 0) > 0) wrong("lost", `${entry.state}, yet charged`);
    return found;
  }
  if (record === undefined) {
    wrong("lost", "shown to the member and not on record");
    return found;
  }
  if (!isSeenTwice(entry, record, tokenDeaths)) {
    for (const why of doubled(entry.shown, record)) wrong("doubled cards", why);
  }
  const isShown = showsEnd(entry, written) || isOutOfSight(entry, record, tokenDeaths);
  if (!isShown) wrong("lost", "no end is shown anywhere");
  if (task === undefined) return found;

  const paid = task.results.filter(({ state }) => state === "success");
  const clean = paid.filter(({ nsfw }) => !nsfw).length;
  const isDiscarded = record.cancel !== null;
  if (!isDiscarded && clean > 0) {
    const delivered = countDelivered(entry, record, written);
    if (delivered < clean)
      wrong("undelivered", `${delivered} of ${clean} videos at ${record.place.kind}`);
  }
  const cost = Math.round(task.charged * 1e6);
  if (cost > 0 && record.cost?.estimated === false && record.cost.microUsd !== cost) {
    wrong("wrong costs", `booked ${record.cost.microUsd}, charged ${cost}`);
  }
  if (cost > 0 && record.cost === null) wrong("wrong costs", `nothing booked, charged ${cost}`);
  const isKept = written.inbox.has(id) || written.reviewing.has(id);
  if (written.spooled.has(id) !== isKept) {
    if (isKept) wrong("lost", "no files of what waits");
    else wrong("files left behind", "in the spool");
  }
  return found;
}

/**
 * One card; one post in its channel and one direct message only where the record says that the
 * places before them had closed. The same video in two messages is double as well.
 */
function doubled(shown: readonly Shown[], { place }: Generation): string[] {
  const count = (as: Shown["as"]): number => shown.filter((one) => one.as === as).length;
  const isDirect = place.kind === "directMessage" || place.kind === "inbox";
  const why: string[] = [];
  if (count("card") > 1) why.push(`${count("card")} cards`);
  if (count("post") > (place.kind === "card" ? 0 : 1)) why.push(`${count("post")} posts`);
  if (count("directMessage") > (isDirect ? 1 : 0)) {
    why.push(`${count("directMessage")} direct messages`);
  }
  const playing = shown.filter(({ message }) => !message.deleted && message.attachments.length > 0);
  if (playing.length > 1) why.push(`plays in ${playing.length} messages`);
  return why;
}

/**
 * A private card is known to its token alone. Where Discord took its videos, the answer was lost, and
 * the token died before the next try, nobody can look: its owner gets the video a second time, in a
 * direct message, rather than perhaps not at all. Counted and printed, not counted as wrong.
 */
export function isSeenTwice(
  { shown, plan, askedAt }: Entry,
  { place, endedAt }: Generation,
  tokenDeaths: readonly number[],
): boolean {
  const playing = shown.filter(({ message }) => !message.deleted && message.attachments.length > 0);
  return (
    plan.isPrivate &&
    place.because === "privateCardExpired" &&
    playing
      .map(({ as }) => as)
      .toSorted()
      .join() === "card,directMessage" &&
    tokenDeaths.some((at) => at > askedAt && at < (endedAt ?? 0))
  );
}

/** An end in words or with videos, where the member finds it. */
const showsEnd = ({ id, shown }: Entry, { inbox }: Written): boolean =>
  inbox.has(id) || shown.some(({ message }) => lookAt(message).isOver);

/**
 * Of an end without videos nothing is told where there is nobody to tell: the card was deleted, or
 * every door to the member is closed. And a private card that was shown an instant before a kill is
 * known to its token alone (rule 2): with that dead, the request was cancelled and cost nothing.
 */
export function isOutOfSight(
  { shown, plan, askedAt }: Entry,
  record: Generation,
  tokenDeaths: readonly number[],
): boolean {
  if (record.state === "done" || shown.some(({ message }) => lookAt(message).isOver)) return false;
  const isGone = shown.every(({ message }) => message.deleted);
  const isUnknowable =
    plan.isPrivate &&
    record.failure?.kind === "unanswered" &&
    tokenDeaths.some((at) => at > askedAt && at < (record.endedAt ?? 0));
  return isGone || record.place.kind === "inbox" || isUnknowable;
}

/** Videos as files, as links, or waiting in the inbox with their files. */
function countDelivered(entry: Entry, record: Generation, written: Written): number {
  const posted = record.videos.filter(({ posted }) => posted !== null);
  if (written.inbox.has(entry.id)) {
    if (!written.spooled.has(entry.id)) return 0;
    return posted.filter(({ posted }) => posted?.as === "kept").length;
  }
  const wanted = posted.filter(({ posted }) => posted?.fileName != null).length;
  const links = posted.filter(({ posted }) => posted?.as === "link").length;
  const best = Math.max(
    0,
    ...entry.shown.map(({ message }) => {
      const look = lookAt(message);
      const files = message.attachments.filter(
        ({ bytes, contentType }) => bytes.length > 0 && contentType.startsWith("video/"),
      ).length;
      const linked = look.text.match(/\[watch it here\]/g)?.length ?? 0;
      // A file that no player shows is not delivered either.
      return Math.min(files, look.played) + Math.min(links, linked);
    }),
  );
  return Math.min(best, wanted + links);
}
