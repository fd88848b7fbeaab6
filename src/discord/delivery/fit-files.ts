import { TerminalError } from "../../generation/errors.ts";
import type { Generation, Video } from "../../generation/generation.ts";
import type { Spool, SpooledFile } from "../../generation/ports.ts";
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

/** The videos of a generation as files of at most `limit` bytes each, or as links. */
export async function fitFiles(generation: Generation, spool: Spool, limit: Limit): Promise<Rung> {
  const { videos } = generation;
  const fitted = await Promise.all(videos.map((video) => fitOne(generation, video, spool, limit)));
  const files: CardFile[] = [];
  const shown = fitted.map(({ video, as, file }, index) => {
    const base = { videoUUID: video.videoUUID, url: video.url, seed: video.seed };
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

type Fitted = {
  video: Video;
  as: ShownVideo["posted"]["as"];
  file: SpooledFile | undefined;
};

async function fitOne(
  { id }: Generation,
  video: Video,
  spool: Spool,
  limit: Limit,
): Promise<Fitted> {
  if (video.flagged) return { video, as: "withheld", file: undefined };
  let file: SpooledFile;
  try {
    file = await spool.fetch(id, video);
  } catch (error) {
    // Gone at the provider, or no video at all: said so on the card, its neighbours go on.
    if (error instanceof TerminalError) return { video, as: "lost", file: undefined };
    throw error;
  }
  if (limit === "inbox") return { video, as: "kept", file: undefined };
  if (limit === "links") return { video, as: "link", file: undefined };
  if (file.bytes <= limit) return { video, as: "file", file };
  const smaller = await spool.fit(id, video, limit);
  return smaller === null
    ? { video, as: "link", file: undefined }
    : { video, as: "smallerFile", file: smaller };
}
