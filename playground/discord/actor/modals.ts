import { ComponentType } from "discord-api-types/v10";
import type { Component } from "../component-tree.ts";
import { createInteraction } from "../interactions/create-interaction.ts";
import type { ResolvedData } from "../options/resolvers.ts";
import { InteractionKind } from "../wire-numbers.ts";
import { findMessage } from "../world.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { Seat } from "./commands.ts";
import { fillField } from "./fill-field.ts";
import type { Modal } from "./modal.ts";
import { createUse, type Use } from "./use.ts";

/** Values by custom id, or by the label that stands above the field. */
export type ModalValues = Readonly<Record<string, unknown>>;

/** @throws ClientRefusal for what the form would mark red */
export async function submitModal(seat: Seat, modal: Modal, values: ModalValues): Promise<Use> {
  const { core, channel, user } = seat;
  const opener = core.world.interactions.get(modal.interactionId);
  if (!opener || opener.userId !== user.id) throw new ClientRefusal("That form is not open here.");
  const used = new Set<string>();
  const resolved: ResolvedData = {};
  let nextId = 1;

  const value = (field: Component, label: string | undefined): unknown => {
    const key = [field.custom_id, label].find((name) => name && name in values);
    if (key) used.add(key);
    return key ? values[key] : undefined;
  };

  const components: Record<string, unknown>[] = [];
  for (const top of (modal.data["components"] ?? []) as Component[]) {
    const id = top.id ?? nextId++;
    if (top.type === ComponentType.TextDisplay) {
      components.push({ type: top.type, id });
      continue;
    }
    const field = top.component ?? top.components?.[0];
    if (!field) continue;
    const label = top.label ?? field.label ?? undefined;
    const filled = {
      type: field.type,
      id: field.id ?? nextId++,
      custom_id: field.custom_id,
      ...(await fillField(seat, field, value(field, label), resolved)),
    };
    const inner = top.component ? { component: filled } : { components: [filled] };
    components.push({ type: top.type, id, ...inner });
  }
  const unknown = Object.keys(values).find((key) => !used.has(key));
  if (unknown !== undefined) throw new ClientRefusal(`The form has no field "${unknown}".`);

  const interaction = createInteraction(core, {
    type: InteractionKind.modalSubmit,
    channel,
    user,
    source: findMessage(core.world, channel.id, opener.sourceMessageId ?? "") ?? null,
    data: { custom_id: modal.data["custom_id"], components, resolved },
  });
  return createUse(core, interaction);
}
