import { z } from "zod";
import { UserError } from "../../generation/errors.ts";
import { OptionSetSchema } from "../defaults/option-set.ts";

export const PRESET_LIMITS = {
  /** Of one member. */
  own: 25,
  /** In one guild, of all members. */
  shared: 100,
  /** Of a name, in characters as people count them. */
  nameLength: 32,
} as const;

export const PresetSchema = z.object({
  /** The id of the interaction that saved it first. */
  id: z.string(),
  name: z.string(),
  options: OptionSetSchema,
});
export type Preset = z.infer<typeof PresetSchema>;

/** A copy that everyone in a guild may use: it stays as it is until its member shares it again. */
export const SharedPresetSchema = PresetSchema.extend({
  memberId: z.string(),
  /** As people saw the member then, to tell presets of one name apart. */
  memberName: z.string(),
});
export type SharedPreset = z.infer<typeof SharedPresetSchema>;

/** What a member may use in a guild. */
export interface Usable {
  own: Preset[];
  /** What is not among the own: of others, or left here of an own one that is gone. */
  shared: SharedPreset[];
  /** Of everything that this guild has a copy of. */
  sharedIds: ReadonlySet<string>;
}

/**
 * A name as it is kept: on one line, with nothing invisible in it.
 * @throws {UserError} nothing of it can be seen, or it is too long
 */
export function toName(typed: string): string {
  const name = typed
    .normalize("NFC")
    .replaceAll(/[\p{Z}\s]+/gu, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name.replaceAll("\u2800", ""))) {
    throw new UserError("A preset needs a name that can be read, for example “Night rain”.");
  }
  if (name.length > PRESET_LIMITS.nameLength) {
    throw new UserError(
      `The name is too long: ${PRESET_LIMITS.nameLength} characters at most. Nothing was kept.`,
    );
  }
  return name;
}

/** Two names are the same however they are capitalized. */
export const isNamed = (typed: string): ((preset: Preset) => boolean) => {
  const wanted = folded(typed);
  return ({ name }) => folded(name) === wanted;
};

const folded = (name: string): string =>
  name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
