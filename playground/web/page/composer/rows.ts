import { type CommandOption, OptionType } from "../../../discord/options/command-shape.ts";
import type { NamedUser } from "../../render/context.ts";
import { type Draft, filledOf, optionOf } from "./draft.ts";
import type { Usable } from "./usable.ts";

/** One line of the list above the composer. */
export type Row =
  | { kind: "command"; usable: Usable }
  | { kind: "option"; option: CommandOption }
  | { kind: "choice"; name: string; value: string | number | boolean; person?: NamedUser };

export interface Entity {
  id: string;
  name: string;
  type: "user" | "role" | "channel";
  channelType?: number;
}

/** What is suggested for a text in an option, as the bot answered. */
export interface Suggestions {
  /** Of the text it was asked for. */
  key: string;
  state: "asking" | "there" | "failed";
  choices: readonly { name: string; value: string | number }[];
}

export interface Sources {
  usables: readonly Usable[];
  entities: readonly Entity[];
  suggestions: Suggestions | undefined;
}

export interface List {
  rows: readonly Row[];
  title: string;
  /** What stands there where there are no rows. */
  note?: string;
  /** Whether Enter takes the first row without an arrow key. */
  isEager: boolean;
}

const NO_LIST: List = { rows: [], title: "", isEager: false };

/** More than anybody scrolls through. */
const MOST = 25;

export const suggestionKey = (draft: Draft): string =>
  [draft.usable?.path, draft.at, filledOf(draft, draft.at)?.text].join("\n");

/** What there is to choose from where the cursor is. */
export function listFor(draft: Draft, sources: Sources): List {
  if (!draft.usable) return commands(draft.tail, sources.usables);
  const option = optionOf(draft, draft.at);
  return option ? values(draft, option, sources) : others(draft);
}

function commands(text: string, usables: readonly Usable[]): List {
  if (!/^\/[^\n]*$/.test(text)) return NO_LIST;
  const typed = text.slice(1).toLowerCase();
  const rank = ({ path }: Usable): number =>
    path.startsWith(typed) ? 0 : path.includes(typed) ? 1 : 2;
  const rows = usables
    .filter((usable) => rank(usable) < 2)
    .toSorted((one, other) => rank(one) - rank(other))
    .map((usable) => ({ kind: "command", usable }) as const);
  return { rows, title: "Commands", note: "No command is called that.", isEager: true };
}

function others(draft: Draft): List {
  const typed = draft.tail.trim().toLowerCase();
  const rows = (draft.usable?.options ?? [])
    .filter(({ name }) => !filledOf(draft, name) && name.startsWith(typed))
    .map((option) => ({ kind: "option", option }) as const);
  if (rows.length === 0 && typed === "") return NO_LIST;
  return { rows, title: "Options", note: "No option is called that.", isEager: typed !== "" };
}

function values(draft: Draft, option: CommandOption, sources: Sources): List {
  const filled = filledOf(draft, option.name);
  const text = (filled?.text ?? "").toLowerCase().replace(/^[@#]/, "");
  // Once one is chosen, the others are there to be chosen instead.
  const fits = (name: string): boolean =>
    filled?.value !== undefined || name.toLowerCase().includes(text);
  const list = (rows: readonly Row[], note = "Nothing here is called that."): List => ({
    rows: rows.slice(0, MOST),
    title: option.name,
    note,
    isEager: true,
  });
  if (option.autocomplete) return suggested(draft, sources.suggestions, list);
  if (option.choices?.length) {
    return list(
      option.choices
        .filter(({ name }) => fits(name))
        .map(({ name, value }) => ({ kind: "choice", name, value })),
    );
  }
  if (option.type === OptionType.Boolean) {
    const both = [
      { kind: "choice", name: "True", value: true },
      { kind: "choice", name: "False", value: false },
    ] as const;
    return list(both.filter(({ name }) => fits(name)));
  }
  const kinds = KINDS[option.type];
  if (!kinds) return { ...NO_LIST, title: option.name };
  const allowed = option.channel_types;
  return list(
    sources.entities
      .filter(({ type }) => kinds.includes(type))
      .filter(({ channelType }) => !allowed || allowed.includes(channelType ?? -1))
      .filter(({ name }) => fits(name))
      .map((entity) => ({
        kind: "choice",
        name: `${entity.type === "channel" ? "#" : "@"}${entity.name}`,
        value: entity.id,
        ...(entity.type === "user" ? { person: { name: entity.name } } : {}),
      })),
  );
}

const KINDS: Readonly<Record<number, readonly string[]>> = {
  [OptionType.User]: ["user"],
  [OptionType.Role]: ["role"],
  [OptionType.Channel]: ["channel"],
  [OptionType.Mentionable]: ["user", "role"],
};

function suggested(
  draft: Draft,
  suggestions: Suggestions | undefined,
  list: (rows: readonly Row[], note?: string) => List,
): List {
  const isFresh = suggestions?.key === suggestionKey(draft);
  if (suggestions?.state === "failed" && isFresh) {
    return list([], "Loading options failed.");
  }
  const isThere = suggestions?.state === "there" && isFresh;
  const rows = (suggestions?.choices ?? []).map(
    ({ name, value }) => ({ kind: "choice", name, value }) as const,
  );
  // What was suggested for another text stays to be seen, but is not what Enter takes.
  return { ...list(rows, isThere ? "Nothing here is called that." : "Loading…"), isEager: isThere };
}
