import { z } from "zod";
import { STYLES } from "../../generation/request.ts";
import { countOf, type Marks } from "../favourites/marks.ts";
import { newerFirst, timeOf } from "../snowflake.ts";
import type { Entry, Spot } from "./entry.ts";

export const SORTS = ["newest", "favourites"] as const;
export type Sort = (typeof SORTS)[number];

/** What somebody looks for. */
export const WantedSchema = z.object({
  memberId: z.string().nullable(),
  style: z.enum(STYLES).nullable(),
  /** Words of the prompt. */
  search: z.string().nullable(),
  /** Only the reader's own favourites. */
  favourites: z.boolean(),
  /** Asked for at this moment or later, in milliseconds since 1970. */
  from: z.int().nullable(),
  /** Asked for before this moment. */
  until: z.int().nullable(),
  /** Null: best match first where words are looked for, else the newest. */
  sort: z.enum(SORTS).nullable(),
  /** Only what so many members made a favourite. */
  atLeast: z.int().positive().optional(),
});
export type Wanted = z.infer<typeof WantedSchema>;

/** Whether the reader could see a card where it is, by Discord's own permissions. */
export type MaySee = (spot: Spot) => boolean;

interface Known {
  entry: Entry;
  marks: Marks | undefined;
}

/** Whether an entry is what somebody looks for, but for its prompt. */
export function isWanted(id: string, entry: Entry, wanted: Wanted, maySee: MaySee): boolean {
  const { memberId, style, from, until } = wanted;
  if (memberId !== null && entry.memberId !== memberId) return false;
  if (style !== null && entry.style !== style) return false;
  if (from !== null && timeOf(id) < from) return false;
  if (until !== null && timeOf(id) >= until) return false;
  return maySee(entry);
}

/**
 * Ids in the order in which they are shown.
 * @param ids as they were found: by match, or by the reader's own order
 */
export function sorted(
  ids: readonly string[],
  { sort }: Wanted,
  of: (id: string) => Pick<Known, "marks">,
): string[] {
  if (sort === null) return [...ids];
  if (sort === "newest") return ids.toSorted(newerFirst);
  const counts = new Map(ids.map((id) => [id, countOf(of(id).marks)]));
  return ids.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || newerFirst(a, b));
}
