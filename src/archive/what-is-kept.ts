import type { Generation, Video } from "../generation/generation.ts";
import { isShown } from "../generation/review.ts";

type Named = Pick<Generation, "id" | "guildId" | "taskUUID" | "request">;

export const copyId = ({ guildId, id }: Pick<Generation, "id" | "guildId">): string =>
  `${guildId}:${id}`;

/** What the log says of such an id. */
export function ownerOf(id: string): { guildId: string; generationId: string } {
  const [guildId = "", generationId = ""] = id.split(":");
  return { guildId, generationId };
}

/**
 * The name of a copy in the bucket. It cannot be guessed, since the task's UUID is chance and is shown
 * nowhere: where a bucket is open to the public, only who was given an address can use it.
 */
export const keyOf = ({ guildId, id, taskUUID, request }: Named, index: number): string =>
  `${guildId}/${id}/${taskUUID}-${index + 1}.${request.format.toLowerCase()}`;

/** All of them: however many results were asked for, so that none is forgotten. */
export const keysOf = (generation: Named & Pick<Generation, "videos">): string[] =>
  Array.from(
    { length: Math.max(generation.request.results, generation.videos.length) },
    (_, index) => keyOf(generation, index),
  );

/** Shown to its guild; what waits in an inbox is its member's alone. */
export const isKept = (video: Video): boolean => isShown(video) && video.posted?.as !== "kept";

/**
 * Whether copies of a generation belong into the bucket: it was delivered to its guild, is not private,
 * and nobody deleted it.
 */
export const belongsInArchive = ({ state, request, deleted, videos }: Generation): boolean =>
  state === "done" && deleted === null && !request.private && videos.some(isKept);
