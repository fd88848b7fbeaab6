import { z } from "zod";

/** A deletion is under way. By generation; who wants it is on the record alone. */
export const DeletionSchema = z.object({
  /** Milliseconds since 1970. */
  since: z.int(),
});
export type Deletion = z.infer<typeof DeletionSchema>;
