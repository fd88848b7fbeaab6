import type { Generation, Video } from "../../generation/generation.ts";
import type { Files } from "../addresses.ts";
import type { CopiesOf } from "../ports.ts";

/** Where the file of a posted video can be had now; "later" where Discord did not say. */
export type WhereIs = (
  generation: Generation,
  video: Video,
) => Promise<{ url: string; from: "discord" | "archive" } | "nowhere" | "later">;

/** The file of a posted video: on its card, or where the operator keeps copies. */
export function createWhereIs(
  filesOf: (generation: Generation) => Promise<Files>,
  copiesOf: CopiesOf,
): WhereIs {
  return async (generation, { videoUUID, posted }) => {
    const files = await filesOf(generation);
    if (typeof files !== "string") {
      const own = files.find(({ fileName }) => fileName === posted?.fileName);
      if (own !== undefined) return { url: own.url, from: "discord" };
    }
    const copy = (await copiesOf(generation)).find((one) => one.videoUUID === videoUUID);
    if (copy !== undefined) return { url: copy.url, from: "archive" };
    return files === "unknown" || files === "closed" ? "later" : "nowhere";
  };
}
