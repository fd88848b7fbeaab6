import { z } from "zod";

/** What one member's last press on **Favourite** left. */
const MarkSchema = z.object({
  isOn: z.boolean(),
  /** The interaction of that press: the same event, or an older one, changes nothing any more. */
  press: z.string(),
});

/** Who made a generation a favourite, or took that back, by member id. */
export const MarksSchema = z.record(z.string(), MarkSchema);
export type Marks = z.infer<typeof MarksSchema>;

/** The marks of one guild's generations of one day (UTC), by generation id. */
export const MarkPageSchema = z.record(z.string(), MarksSchema);
export type MarkPage = z.infer<typeof MarkPageSchema>;

/** Never kept as a number of its own, so it cannot be wrong. */
export const countOf = (marks: Marks = {}): number =>
  Object.values(marks).filter(({ isOn }) => isOn).length;

export const isFavouriteOf = (memberId: string, marks: Marks = {}): boolean =>
  marks[memberId]?.isOn ?? false;

/** A member's favourites on all guilds, in the order in which they became so. */
export const FavouriteListSchema = z.array(
  z.object({ generationId: z.string(), guildId: z.string() }),
);
export type FavouriteList = z.infer<typeof FavouriteListSchema>;
