import type { Generation } from "../../generation/generation.ts";
import type { OwnData } from "./own-data.ts";
import { messagesOf } from "./leftovers.ts";

/** Below what Discord takes in a direct message, 10 MiB. */
const FILE_BYTES = 8_000_000;

/**
 * A member's data as JSON texts, one a file: no tokens, keys or signed addresses, and of others
 * neither ids nor words.
 */
export function exportTexts(memberId: string, data: OwnData, now: number): string[] {
  const { generations, inbox, ...others } = data;
  const parts: string[][] = [[]];
  let bytes = 0;
  for (const generation of generations) {
    const text = JSON.stringify(exported(memberId, generation), null, 2);
    bytes += Buffer.byteLength(text);
    if (bytes > FILE_BYTES) {
      parts.push([]);
      bytes = Buffer.byteLength(text);
    }
    parts.at(-1)?.push(text);
  }
  return parts.map((videos, index) => {
    const head = {
      memberId,
      exportedAt: time(now),
      part: `${index + 1} of ${parts.length}`,
      ...(index === 0
        ? { ...others, standings: others.standings.map(readable), waitingInInbox: inbox }
        : {}),
    };
    const open = JSON.stringify(head, null, 2).slice(0, -2);
    return `${open},\n  "requests": [${videos.join(",\n")}]\n}\n`;
  });
}

const time = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

const readable = ({ strikes, block, ...standing }: OwnData["standings"][number]) => ({
  ...standing,
  strikes: strikes.map(({ at, reason }) => ({ at: time(at), reason })),
  block: block && { ...block, since: time(block.since), until: time(block.until) },
});

function exported(memberId: string, generation: Generation): object {
  const { id, state, guildId, channelId, memberName, parentId, request, safety } = generation;
  const who = (by: string): string =>
    by === memberId ? "you" : by === "bot" ? "bot" : "someone else";
  const done = (deed: { by: string; at: number } | null) =>
    deed && { by: who(deed.by), at: time(deed.at) };
  return {
    id,
    state,
    guildId,
    channelId,
    memberName,
    parentId,
    request,
    safety,
    frames: generation.frames.map(({ position, source, stored }) => ({
      position,
      fileName: source?.fileName ?? null,
      stored,
    })),
    videos: generation.videos.map(({ seed, costMicroUsd, flagged, review, posted }) => ({
      seed,
      costMicroUsd,
      flagged,
      verdict: review?.verdict ?? null,
      posted,
    })),
    costMicroUsd: generation.cost?.microUsd ?? null,
    day: generation.day,
    createdAt: time(generation.createdAt),
    endedAt: time(generation.endedAt),
    cancelled: done(generation.cancel),
    madePublicAt: time(generation.madePublicAt),
    deleted: done(generation.deleted),
    failure: generation.failure && {
      kind: generation.failure.kind,
      detail: generation.failure.detail,
    },
    links: shownTo(generation),
  };
}

/** To messages that the member may look at; what moderators were asked is in their own channel. */
const shownTo = (generation: Generation): string[] =>
  messagesOf({ ...generation, review: null }).map(({ channelId, messageId }) => {
    const isDirect =
      generation.place.kind === "directMessage" && messageId === generation.place.messageId;
    return `https://discord.com/channels/${isDirect ? "@me" : generation.guildId}/${channelId}/${messageId}`;
  });
