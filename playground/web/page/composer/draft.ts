import type { CommandOption } from "../../../discord/options/command-shape.ts";
import type { Usable } from "./usable.ts";

/** An option as far as it is filled in. */
export interface Filled {
  name: string;
  /** What stands in its chip. */
  text: string;
  /** What is sent, where that is something else than the text. */
  value?: string | number | boolean;
  file?: File;
}

/** What is being written: a message, or a command with its options as chips. */
export interface Draft {
  usable?: Usable | undefined;
  /** In the order in which they were begun, as Discord sends them. */
  filled: readonly Filled[];
  /** The option whose chip has the cursor; without one it is behind them all. */
  at?: string | undefined;
  /** What stands behind the chips; without a command, all there is. */
  tail: string;
  /** The row of the list that Enter would take; -1 for none. */
  active: number;
  isListOpen: boolean;
  /** What is wrong with it, and where. */
  refusal?: { option?: string | undefined; sentence: string } | undefined;
}

export const EMPTY_DRAFT: Draft = {
  filled: [],
  tail: "",
  active: -1,
  isListOpen: false,
};

/** A command just chosen: what it cannot do without is there to be filled in. */
export function begin(usable: Usable): Draft {
  const required = usable.options.filter((option) => option.required);
  return {
    ...EMPTY_DRAFT,
    usable,
    filled: required.map(({ name }) => ({ name, text: "" })),
    at: required[0]?.name,
    isListOpen: true,
  };
}

export const optionOf = (draft: Draft, name: string | undefined): CommandOption | undefined =>
  draft.usable?.options.find((option) => option.name === name);

export const filledOf = (draft: Draft, name: string | undefined): Filled | undefined =>
  draft.filled.find((one) => one.name === name);

export const isBlank = ({ text, file }: Filled): boolean => text.trim() === "" && !file;

/** Adds an optional option, and goes there. */
export const addOption = (draft: Draft, name: string): Draft => ({
  ...draft,
  filled: filledOf(draft, name) ? draft.filled : [...draft.filled, { name, text: "" }],
  ...goneTo(name),
  tail: "",
});

/** Puts something into a chip; what was wrong with it may be right now. */
export function fill(draft: Draft, name: string, change: Omit<Filled, "name">): Draft {
  const filled = draft.filled.map((one) => (one.name === name ? { name, ...change } : one));
  return { ...draft, filled, refusal: undefined };
}

/** On to the next chip that is blank and must not be, else behind them all. */
export function moveOn(draft: Draft): Draft {
  const next = draft.filled.find(
    (one) => isBlank(one) && one.name !== draft.at && optionOf(draft, one.name)?.required,
  );
  return { ...draft, ...goneTo(next?.name) };
}

export const goTo = (draft: Draft, name: string | undefined): Draft => ({
  ...draft,
  ...goneTo(name),
});

const goneTo = (name: string | undefined): Pick<Draft, "at" | "active" | "isListOpen"> => ({
  at: name,
  active: -1,
  isListOpen: true,
});

/** Backspace where there is nothing more to delete: the chip goes, or the whole command. */
export function stepBack(draft: Draft): Draft {
  const index = draft.filled.findIndex(({ name }) => name === draft.at);
  const before = draft.filled[(index === -1 ? draft.filled.length : index) - 1]?.name;
  if (draft.at === undefined) return before === undefined ? EMPTY_DRAFT : goTo(draft, before);
  if (optionOf(draft, draft.at)?.required) {
    return before === undefined ? EMPTY_DRAFT : goTo(draft, before);
  }
  return removeOption(draft, draft.at, before);
}

export function removeOption(draft: Draft, name: string, to?: string): Draft {
  const filled = draft.filled.filter((one) => one.name !== name);
  return goTo({ ...draft, filled, refusal: undefined }, to);
}
