import { z } from "zod";

/** The record of these tests. */
export const NoteSchema = z.object({ text: z.string(), count: z.int() });
export type Note = z.infer<typeof NoteSchema>;

export const note = (text: string, count = 0): Note => ({ text, count });
