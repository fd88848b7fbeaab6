import { z } from "zod";
import { VideoRequestSchema, type VideoOptions } from "./request.ts";

/** Every option that may come from elsewhere than the member's typing: all but the prompt and frames. */
export const OptionSchema = VideoRequestSchema.omit({ prompt: true });
export const OptionNameSchema = OptionSchema.keyof();
export type OptionName = z.infer<typeof OptionNameSchema>;
export const OPTION_NAMES: readonly OptionName[] = OptionNameSchema.options;

/** Where a value came from, the nearest first: what is nearer wins. */
export const SOURCES = ["typed", "preset", "member", "channel", "guild"] as const;
export type Source = (typeof SOURCES)[number];

/** By option; what is missing is what holds where nobody said anything. */
export const SourcesSchema = z.partialRecord(OptionNameSchema, z.enum(SOURCES));
export type Sources = z.infer<typeof SourcesSchema>;

/** Of options that all came from the same place. */
export const allFrom = (options: Partial<VideoOptions>, source: Source): Sources =>
  Object.fromEntries(
    OPTION_NAMES.filter((name) => options[name] !== undefined).map((name) => [name, source]),
  );
