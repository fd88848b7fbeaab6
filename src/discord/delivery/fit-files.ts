import { TerminalError } from "../../generation/errors.ts";
import type { Generation, Video } from "../../generation/generation.ts";
import type { Posted } from "../../generation/ports/delivery.ts";
import type { Spool, SpooledFile } from "../../generation/ports/files.ts";
import { altText, fileName } from "../card/alt-text.ts";
import type { ShownVideo } from "../card/shown-video.ts";
import type { CardFile } from "../rest.ts";

/** One try at a message: what is uploaded and what the card says of each video. */
export interface Rung {
  shown: (ShownVideo & { videoUUID: string })[];
  files: CardFile[];
}

/** What every server and every direct message takes at least; it has been so since 2024. */
const LEAST_LIMIT_BYTES = 10 * 1024 * 1024;

/** How large a file may be, or that it is not uploaded at all. */
export type Limit = number | "links" | "inbox";

/**
 * The ladder of rule 4, from the best to what always works: every file within the limit that
 * Discord promised; smaller, since that limit may overstate; and at last links.
 */
export function rungLimits({ uploadLimitBytes, place }: Generation): Limit[] {
  const promised = place.kind === "directMessage" ? LEAST_LIMIT_BYTES : uploadLimitBytes;
  const smaller = Math.min(Math.floor(promised / 2), LEAST_LIMIT_BYTES - 512 * 1024);
  return [promised, smaller, "links"];
}

/**
 * The videos of a generation as files of at most `limit` bytes each, or as links. Of those that
 * `isMeant` leaves out nothing is sent; unless told, it leaves out what a moderator decides about.
 */
export async function fitFiles(
  generation: Generation,
  spool: Spool,
  limit: Limit,
  isMeant: (video: Video) => boolean = ({ review }) =>
    review === null || review.verdict === "approved",
): Promise<Rung> {
  const { videos } = generation;
  const fitted = await Promise.all(
    videos.map(async (video) => ({
      video,
      fit: isMeant(video) ? await fitOne(generation, video, spool, limit) : null,
    })),
  );
  const files: CardFile[] = [];
  const shown = fitted.map(({ video: { videoUUID, url, seed, review }, fit }, index) => {
    const base = { videoUUID, url, seed, review };
    if (fit === null) return { ...base, posted: null };
    const { as, file } = fit;
    if (file === undefined) return { ...base, posted: { as, fileName: null } };
    const name = fileName(generation, index, file.extension);
    files.push({
      path: file.path,
      name,
      contentType: file.contentType,
      description: altText(generation, index, videos.length),
    });
    return { ...base, posted: { as, fileName: name } };
  });
  return { shown, files };
}

interface Fitted {
  as: Posted["as"];
  file: SpooledFile | undefined;
}

async function fitOne(
  { id }: Generation,
  video: Video,
  spool: Spool,
  limit: Limit,
): Promise<Fitted> {
  // Where moderators judge it, `review` says so; where they do not, nobody sees it.
  if (video.flagged && video.review === null) return { as: "withheld", file: undefined };
  let file: SpooledFile;
  try {
    file = await spool.fetch(id, video);
  } catch (error) {
    // Gone at the provider, or no video at all: said so on the card, its neighbours go on.
    if (error instanceof TerminalError) return { as: "lost", file: undefined };
    throw error;
  }
  if (limit === "inbox") return { as: "kept", file: undefined };
  if (limit === "links") return { as: "link", file: undefined };
  if (file.bytes <= limit) return { as: "file", file };
  const smaller = await spool.fit(id, video, limit);
  return smaller === null ? { as: "link", file: undefined } : { as: "smallerFile", file: smaller };
}
