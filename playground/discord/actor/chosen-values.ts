import { ComponentType } from "discord-api-types/v10";
import type { Component } from "../component-tree.ts";
import { resolveInto, type ResolvedData } from "../options/resolvers.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { Seat } from "./commands.ts";
import { optionResolvers } from "./option-resolvers.ts";

// A menu offers the same kinds of things as a command option, under another number.
const OPTION_TYPES: Readonly<Record<number, number>> = {
  [ComponentType.UserSelect]: 6,
  [ComponentType.RoleSelect]: 8,
  [ComponentType.MentionableSelect]: 9,
  [ComponentType.ChannelSelect]: 7,
};

/** @throws ClientRefusal for too few, too many or unknown values */
export function chosenValues(
  seat: Seat,
  menu: Component,
  given: readonly unknown[],
): { values: string[]; resolved?: ResolvedData } {
  const name = menu.custom_id ?? "menu";
  const least = menu.min_values ?? 1;
  const most = menu.max_values ?? 1;
  if (given.length < least) throw new ClientRefusal(`${name}: choose at least ${least}.`);
  if (given.length > most) throw new ClientRefusal(`${name}: choose at most ${most}.`);
  if (menu.type === ComponentType.StringSelect) {
    return { values: given.map((value) => offeredValue(menu, value)) };
  }
  const resolved: ResolvedData = {};
  const option = { name, type: OPTION_TYPES[menu.type] ?? 0, description: "" };
  const resolvers = optionResolvers(seat, new Map());
  const values = given.map((value) => resolveInto(resolved, option, value, resolvers));
  return { values, resolved };
}

function offeredValue(menu: Component, given: unknown): string {
  const options = menu.options ?? [];
  const found = options.find(({ value, label }) => value === given || label === given);
  if (found) return found.value;
  const offered = options.map(({ label }) => label).join(", ");
  throw new ClientRefusal(
    `${menu.custom_id}: "${String(given)}" is not offered. Offered: ${offered}.`,
  );
}
