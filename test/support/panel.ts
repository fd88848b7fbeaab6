import { walkComponents, type Component } from "../../playground/discord/component-tree.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { textOf } from "./cards.ts";
import type { Managed } from "./managing.ts";

/** The custom id of the control whose action this is. */
export function controlOf(message: WireMessage, action: string): string {
  const roots = (message.components ?? []) as unknown as Component[];
  const ids = [...walkComponents(roots)].map(({ component }) => component.custom_id ?? "");
  const found = ids.find((id) => id.startsWith(`${action}:`));
  if (found === undefined) throw new Error(`there is no ${action} among ${ids.join(", ")}`);
  return found;
}

/** The panel of `/settings show`, in the hands of the manager. */
export async function openPanel({ place, manager }: Managed) {
  const { id } = await (await place.slash("settings show")).message();
  const now = (): WireMessage => {
    const message = place.messages().find((one) => one.id === id);
    if (message === undefined) throw new Error("the panel is gone");
    return message;
  };
  /** Waits until the panel says this. */
  const says = (words: RegExp): Promise<string> =>
    place.waitFor((messages) => {
      const message = messages.find((one) => one.id === id);
      return message !== undefined && words.test(textOf(message)) && textOf(message);
    });
  return {
    now,
    says,
    select: (action: string, ...values: unknown[]): Promise<Use> =>
      manager.select(now(), controlOf(now(), action), values),
    press: (action: string): Promise<Use> => manager.press(now(), controlOf(now(), action)),
  };
}
