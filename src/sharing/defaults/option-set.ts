import type { z } from "zod";
import { UserError } from "../../generation/errors.ts";
import type { ModelCard } from "../../generation/request.ts";
import { OPTION_NAMES, OptionSchema, type OptionName } from "../../generation/sources.ts";

/** Values for some options of `/video`; null where it is the value: no style. */
export const OptionSetSchema = OptionSchema.partial();
export type OptionSet = z.infer<typeof OptionSetSchema>;

export const namesIn = (set: OptionSet): OptionName[] =>
  OPTION_NAMES.filter((name) => set[name] !== undefined);

/**
 * What was typed, as it is kept.
 * @throws {UserError} nothing was typed, or a text that shows nothing
 */
export function toOptionSet(typed: OptionSet): OptionSet {
  const set: OptionSet = { ...typed };
  if (typed.negativePrompt != null) {
    const text = typed.negativePrompt.trim();
    if (text === "") {
      throw new UserError("The negative prompt is empty. Leave it out, or say what not to show.");
    }
    set.negativePrompt = text;
  }
  if (namesIn(set).length === 0) {
    throw new UserError("Choose at least one option, for example `resolution`. Nothing was kept.");
  }
  return OptionSetSchema.parse(Object.fromEntries(namesIn(set).map((name) => [name, set[name]])));
}

/** Whether the model makes videos of this length at this size, as far as both are named. */
export function fits({ duration, resolution }: OptionSet, card: ModelCard): boolean {
  if (duration === undefined || resolution === undefined) return true;
  return card.durations(resolution).includes(duration);
}

/**
 * Lets a set pass that can hold as a whole.
 * @throws {UserError} it never could
 */
export function refuseUnfit(set: OptionSet, card: ModelCard): void {
  if (fits(set, card)) return;
  const { duration, resolution = "720p" } = set;
  throw new UserError(
    `${duration} seconds is not possible at ${resolution}: there it is ${Math.max(...card.durations(resolution))} seconds at most. Choose another \`duration\` or \`resolution\`. Nothing was kept.`,
  );
}
