import { z } from "zod";

const Instant = z.int();

/** How a guild's showcase stands. By guild. */
export const ShowcaseRecordSchema = z.object({
  /** The channel that takes nothing of ours, of which its moderators are told once; null while it does. */
  closed: z.object({ channelId: z.string(), at: Instant, isTold: z.boolean() }).nullable(),
  /** Results that wait for the channel, the last one at the end. */
  waiting: z.array(z.string()),
  /** The post of the best of a week; null before the first week. */
  weekly: z
    .object({
      /** The Monday that ends it, in the guild's time zone, YYYY-MM-DD. */
      monday: z.iso.date(),
      /** Null where nothing was to be posted. */
      channelId: z.string().nullable(),
      /** When it was first tried to post it, in milliseconds since 1970. */
      attemptedAt: Instant.nullable(),
      messageId: z.string().nullable(),
    })
    .nullable(),
});
export type ShowcaseRecord = z.infer<typeof ShowcaseRecordSchema>;

export const NEW_SHOWCASE: ShowcaseRecord = { closed: null, waiting: [], weekly: null };

/** The favourites of a result have changed, and perhaps reached the threshold. */
export const ShowcaseDueSchema = z.object({ since: Instant });
export type ShowcaseDue = z.infer<typeof ShowcaseDueSchema>;
