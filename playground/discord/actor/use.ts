import type { Core } from "../core.ts";
import { type Interaction, type Message, MessageFlag } from "../model.ts";
import { InteractionKind } from "../wire-numbers.ts";
import type { Modal } from "./modal.ts";
import { waitFor, type WaitOptions } from "./wait-for.ts";
import { shownMessage, type WireMessage } from "./wire-message.ts";

export type Answer =
  | { readonly kind: "message"; readonly message: WireMessage; readonly ephemeral: boolean }
  | { readonly kind: "deferred"; readonly message: WireMessage; readonly ephemeral: boolean }
  | { readonly kind: "update"; readonly message: WireMessage }
  | { readonly kind: "deferredUpdate" }
  | { readonly kind: "choices"; readonly choices: { name: string; value: string | number }[] }
  | { readonly kind: "modal"; readonly modal: Modal };

/** One thing a member did, and what the bot answers to it. */
export interface Use {
  readonly interactionId: string;
  readonly interaction: Interaction;
  /** The first response. @throws NoAnswer when the bot missed Discord's deadline */
  response(options?: WaitOptions): Promise<Answer>;
  /** The message the bot answered with or changed, once it is no longer "thinking…". */
  message(options?: WaitOptions): Promise<WireMessage>;
  modal(options?: WaitOptions): Promise<Modal>;
}

/** What the member sees: "The application did not respond". */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export function createUse(core: Core, interaction: Interaction): Use {
  const picture = () => `interaction ${interaction.id} is ${interaction.state}`;
  const what = `the answer to ${describe(interaction)}`;

  const shown = (message: Message) => shownMessage(core, message);

  function answer(): Answer | undefined {
    if (interaction.state === "lapsed") {
      throw new NoAnswer(`The application did not respond to ${describe(interaction)}.`);
    }
    const { response } = interaction;
    if (!response) return undefined;
    switch (response.kind) {
      case "message":
      case "deferred":
      case "update":
        return { ...response, message: shown(response.message) };
      case "modal":
        return { kind: "modal", modal: { interactionId: interaction.id, data: response.modal } };
      case "choices":
      case "deferredUpdate":
        return response;
      default:
        return response satisfies never;
    }
  }

  function settled(): WireMessage | undefined {
    const { originalMessageId } = interaction;
    if (originalMessageId === null) throw new Error(`${describe(interaction)} got no message`);
    const message = core.world.channels.get(interaction.channelId)?.messages.get(originalMessageId);
    if (!message) throw new Error(`the message ${originalMessageId} was deleted`);
    return message.flags & MessageFlag.loading ? undefined : shown(message);
  }

  const response = (options?: WaitOptions) => waitFor(core, answer, picture, { what, ...options });

  return {
    interactionId: interaction.id,
    interaction,
    response,
    async message(options) {
      await response(options);
      return waitFor(core, settled, picture, { what, ...options });
    },
    async modal(options) {
      const first = await response(options);
      if (first.kind !== "modal") throw new Error(`the bot answered with a ${first.kind}`);
      return first.modal;
    },
  };
}

function describe(interaction: Interaction): string {
  if (interaction.commandName) return `/${interaction.commandName}`;
  return interaction.type === InteractionKind.modalSubmit ? "the modal" : "the press";
}
