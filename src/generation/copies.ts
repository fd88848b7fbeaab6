import { z } from "zod";

/** What is still to be done with the copies of a generation. By `guildId:generationId`, as all here. */
export const CopyJobSchema = z.object({
  /** "expect": the provider was given an address to write to, and the generation has not ended. */
  todo: z.enum(["expect", "keep", "remove"]),
  since: z.int(),
  /** When the provider was given that address, in milliseconds since 1970; null where it was not. */
  addressFrom: z.int().nullable(),
  /** Every object that may be there. */
  keys: z.array(z.string()),
});
export type CopyJob = z.infer<typeof CopyJobSchema>;

/** What is in the bucket. */
export const CopiesSchema = z.object({
  objects: z.array(z.object({ videoUUID: z.string(), key: z.string() })),
  /** As in the job that put them there. */
  addressFrom: z.int().nullable(),
});
export type Copies = z.infer<typeof CopiesSchema>;
