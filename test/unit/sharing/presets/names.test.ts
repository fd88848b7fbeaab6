import { expect, test } from "vitest";
import { findPreset } from "../../../../src/sharing/presets/find.ts";
import { toName, type Preset, type SharedPreset } from "../../../../src/sharing/presets/preset.ts";

const own = (id: string, name: string): Preset => ({ id, name, options: { seed: 1 } });
const shared = (id: string, name: string): SharedPreset => ({
  ...own(id, name),
  memberId: "9",
  memberName: "Member Two",
});
const usable = (mine: Preset[], theirs: SharedPreset[]) => ({
  own: mine,
  shared: theirs,
  sharedIds: new Set(theirs.map(({ id }) => id)),
});

test.each([
  ["  Night \n rain ", "Night rain"],
  ["a\u200Bb\u202Ec", "abc"],
  ["e\u0301", "é"],
  ["🌧️", "🌧️"],
])("the name %j is kept as %j", (typed, name) => {
  expect(toName(typed)).toBe(name);
});

test.each(["   ", "\u200B\u2060", "\u2800\u2800", "\u0000"])("the name %j is refused", (typed) => {
  expect(() => toName(typed)).toThrow(/needs a name that can be read/);
});

test("a name has 32 characters at most", () => {
  expect(toName("x".repeat(32))).toHaveLength(32);
  expect(() => toName("x".repeat(33))).toThrow(/too long: 32 characters at most/);
});

test("a preset that was chosen from the list is found by its id, whatever others are called", () => {
  const found = findPreset(usable([own("1", "2")], [shared("2", "Night")]), "2");
  expect(found).toMatchObject({ by: "9", preset: { name: "Night" } });
});

test("of a typed name an own one comes first, however it is capitalized", () => {
  const all = usable([own("1", "Night Rain")], [shared("2", "night rain")]);
  expect(findPreset(all, " NIGHT  rain ")).toMatchObject({ by: null, preset: { id: "1" } });
});

test("a typed name that several members share asks to choose", () => {
  const all = usable([], [shared("2", "Night"), shared("3", "night")]);
  expect(() => findPreset(all, "night")).toThrow(/Several members share/);
  expect(() => findPreset(all, "day")).toThrow(/There is no preset of that name/);
});
