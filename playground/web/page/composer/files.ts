import { OptionType } from "../../../discord/options/command-shape.ts";
import { addOption, type Draft, fill, filledOf, isBlank, moveOn, optionOf } from "./draft.ts";

/** The option a dropped file would go to: one that waits for it, else the next that takes one. */
export function optionForFile(draft: Draft): string | undefined {
  const waiting = draft.filled.find((one) => isBlank(one) && takesFile(draft, one.name));
  const next = draft.usable?.options.find(
    ({ name, type }) => type === OptionType.Attachment && !filledOf(draft, name),
  );
  return waiting?.name ?? next?.name;
}

/** Puts a file into an option; undefined where none takes it. */
export function withFile(draft: Draft, file: File, name = optionForFile(draft)): Draft | undefined {
  if (name === undefined || !takesFile(draft, name)) return undefined;
  const added = filledOf(draft, name) ? { ...draft, at: name } : addOption(draft, name);
  return moveOn(fill(added, name, { text: "", file }));
}

const takesFile = (draft: Draft, name: string): boolean =>
  optionOf(draft, name)?.type === OptionType.Attachment;
