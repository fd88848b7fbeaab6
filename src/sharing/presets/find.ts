import { UserError } from "../../generation/errors.ts";
import { isNamed, type Preset, type SharedPreset, type Usable } from "./preset.ts";

export type Found = { preset: Preset; by: null } | { preset: SharedPreset; by: string };

/**
 * The preset that was meant: by its id, as it was chosen from the list, or by a typed name, where an
 * own one comes first.
 * @throws {UserError} there is none, or several have the name
 */
export function findPreset({ own, shared }: Usable, wanted: string): Found {
  const byId = ({ id }: Preset): boolean => id === wanted;
  const mine = own.find(byId);
  if (mine !== undefined) return { preset: mine, by: null };
  const theirs = shared.find(byId);
  if (theirs !== undefined) return { preset: theirs, by: theirs.memberId };
  const named = own.find(isNamed(wanted));
  if (named !== undefined) return { preset: named, by: null };
  const [first, second] = shared.filter(isNamed(wanted));
  if (first === undefined) {
    throw new UserError(
      "There is no preset of that name, neither of yours nor shared in this server. `/preset list` shows them all.",
    );
  }
  if (second !== undefined) {
    throw new UserError(
      "Several members share a preset of that name here. Choose one from the list that opens while you type.",
    );
  }
  return { preset: first, by: first.memberId };
}
