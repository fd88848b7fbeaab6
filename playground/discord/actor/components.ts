import { ComponentType } from "discord-api-types/v10";
import { type Component, isSelect, walkComponents } from "../component-tree.ts";
import { createInteraction } from "../interactions/create-interaction.ts";
import type { Message } from "../model.ts";
import { InteractionKind } from "../wire-numbers.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { Seat } from "./commands.ts";
import { chosenValues } from "./chosen-values.ts";
import { seenMessage } from "./seen-message.ts";
import { createUse, type Use } from "./use.ts";
import type { WireMessage } from "./wire-message.ts";

/**
 * Presses a button, named by its custom id or by what it says.
 *
 * @throws ClientRefusal when there is none, or it is disabled or a link
 */
export function pressButton(seat: Seat, message: WireMessage, named: string): Use {
  const source = seenMessage(seat, message);
  const buttons = componentsOf(source).filter(({ type }) => type === ComponentType.Button);
  const button = buttons.find((one) => one.custom_id === named || one.label === named);
  if (!button) {
    const there = buttons.map((one) => one.label ?? one.custom_id ?? "?").join(", ") || "none";
    throw new ClientRefusal(`There is no button "${named}" on that message. Buttons: ${there}.`);
  }
  if (button.disabled) throw new ClientRefusal(`The button "${named}" is disabled.`);
  if (!button.custom_id) throw new ClientRefusal(`The button "${named}" is a link.`);
  return use(seat, source, button, {});
}

/**
 * Chooses in a select menu: values or labels of a string select, handles or ids in the others.
 *
 * @throws ClientRefusal for a menu that is absent or disabled, and for what it does not offer
 */
export function chooseInSelect(
  seat: Seat,
  message: WireMessage,
  customId: string,
  values: readonly unknown[],
): Use {
  const source = seenMessage(seat, message);
  const menu = componentsOf(source).find((one) => isSelect(one) && one.custom_id === customId);
  if (!menu) throw new ClientRefusal(`There is no menu "${customId}" on that message.`);
  if (menu.disabled) throw new ClientRefusal(`The menu "${customId}" is disabled.`);
  return use(seat, source, menu, chosenValues(seat, menu, values));
}

function use(
  seat: Seat,
  source: Message,
  component: Component,
  data: Record<string, unknown>,
): Use {
  const { core, channel, user } = seat;
  const interaction = createInteraction(core, {
    type: InteractionKind.component,
    channel,
    user,
    source,
    data: {
      component_type: component.type,
      custom_id: component.custom_id,
      id: component.id,
      ...data,
    },
  });
  return createUse(core, interaction);
}

function componentsOf(message: Message): Component[] {
  const roots = message.components as unknown as Component[];
  return [...walkComponents(roots)].map(({ component }) => component);
}
