import type { Generation } from "../../generation/generation.ts";
import type { Clock, Collection } from "../../generation/ports.ts";
import type { Copies, Outcome, PassOptions } from "./copies.ts";
import type { Directory } from "./directory.ts";
import type { Copy, CopyPage, Counts, Follow, Publication } from "./feed.ts";
import { copiesKey } from "./pages.ts";
import type { Closing, CopyPlace, CopyPosts, Preview } from "./ports.ts";

export interface PostPageTools {
  copyPages: Collection<CopyPage>;
  copies: Copies;
  directory: Pick<Directory, "followersOn" | "close">;
  posts: CopyPosts;
  /** Whether the rules of a channel let a generation in, as they are at this moment. */
  mayReceive: (generation: Generation, place: CopyPlace) => boolean;
  /** Somebody there should know. Never rejects. */
  onClosed: (closing: Closing) => void;
  clock: Pick<Clock, "now">;
}

export interface PostedPage {
  /** Followers that still have none. */
  left: number;
  unanswered: number;
  counts: Counts;
  /** Some may be shown in another way than they are to be. */
  isBehind: boolean;
}

/** Discord remembers a nonce for minutes only; after this a repeat looks for the first one (rule 5). */
const NONCE_REMEMBERED_MS = 2 * 60_000;

/**
 * Posts to the followers of one page who have no copy yet. Whom it is for is written down before the
 * first post, and which messages there are after the last: after a crash this page alone is in doubt.
 */
export async function postPage(
  generation: Generation,
  { guildId: feedGuildId, at, wish }: Publication,
  page: number,
  preview: Preview,
  tools: PostPageTools,
  options: PassOptions,
): Promise<PostedPage> {
  const { copies, directory, posts, mayReceive, onClosed, clock } = tools;
  const as = wish === "spoiler" ? "spoiler" : "open";
  const counts: Counts = { posted: 0, refused: 0, closed: 0, missed: 0 };
  const followers = await directory.followersOn(feedGuildId, page);
  const there = await copies.get(generation.id, page);
  const wanting = Object.entries(followers).filter(([, follow]) => isListening(follow));
  const welcome = wanting.filter(([guildId, { channelId }]) =>
    mayReceive(generation, { guildId, channelId }),
  );
  const isRepeat = there !== undefined;
  if (!isRepeat) counts.refused = wanting.length - welcome.length;
  const begun = await begin(
    tools.copyPages,
    copiesKey(generation.id, page),
    typeof there === "object"
      ? there
      : {
          // Of a page that was lost, whoever has a copy has had it since the publication.
          attemptedAt: isRepeat ? at : clock.now(),
          attemptedAs: isRepeat ? null : as,
          copies: Object.fromEntries(welcome.map(([id, { channelId }]) => [id, wanted(channelId)])),
        },
    as,
  );
  const isListeningIn = (guildId: string, channelId: string): boolean => {
    const follow = followers[guildId];
    return follow !== undefined && isListening(follow) && follow.channelId === channelId;
  };

  async function close(place: CopyPlace): Promise<null> {
    counts.closed += 1;
    if (await directory.close(place.guildId, feedGuildId, place.channelId)) {
      onClosed({ feedGuildId, ...place });
    }
    return null;
  }

  async function postOne(guildId: string, { channelId }: Copy): Promise<Outcome> {
    const place = { guildId, channelId };
    const isWelcome = isListeningIn(guildId, channelId) && mayReceive(generation, place);
    const ageMs = clock.now() - begun.attemptedAt;
    // Of an attempt in the future the age is not known: the clock was set back.
    const isRemembered = ageMs >= 0 && ageMs <= NONCE_REMEMBERED_MS;
    const found =
      isRepeat && !(isRemembered && isWelcome)
        ? await posts.find(generation.id, place, ageMs < 0 ? at : begun.attemptedAt)
        : null;
    if (found === "closed") return close(place);
    if (found === null && !isWelcome) {
      counts.refused += 1;
      return null;
    }
    const posted = found ?? (await posts.post(generation, preview, as, place));
    if (posted === "closed") return close(place);
    counts.posted += 1;
    return { channelId, ...posted, shownAs: isRepeat ? begun.attemptedAs : as };
  }

  const open = Object.entries(begun.copies).filter(([, { messageId }]) => messageId === null);
  const pass = await copies.pass(generation.id, page, open, postOne, options);
  return { ...pass, counts, isBehind: isRepeat && begun.attemptedAs !== as };
}

const isListening = ({ muted, closed }: Follow): boolean => !muted && !closed;

const wanted = (channelId: string): Copy => ({
  channelId,
  messageId: null,
  attachmentId: null,
  shownAs: null,
});

/** Writes down what is about to be posted, and how, unless there is nothing. */
async function begin(
  store: Collection<CopyPage>,
  key: string,
  page: CopyPage,
  as: "open" | "spoiler",
): Promise<CopyPage> {
  const begun = { ...page, attemptedAs: page.attemptedAs === as ? as : null };
  if (Object.keys(begun.copies).length > 0) await store.set(key, begun);
  return begun;
}
