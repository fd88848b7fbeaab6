import {
  ButtonStyle,
  ComponentType,
  TextInputStyle,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
} from "discord.js";
import { usd } from "../../src/discord/card/text.ts";
import { customId } from "../../src/discord/custom-id.ts";
import type { OwnKey } from "../../src/policy/keys/guild-keys.ts";
import { mention } from "../../src/discord/mention.ts";

/** The name of the field in the form. */
export const FIELD = "key";

/** Says who pays; the key itself is never shown again. */
export function keyPanel(own: OwnKey): APIMessageTopLevelComponent[] {
  const left =
    own.microUsd === null
      ? ""
      : ` Its account had **${usd(own.microUsd)}** left when I last asked.`;
  const entered =
    own.addedBy === null
      ? ""
      : `\nEntered by ${mention(own.addedBy)} <t:${Math.floor(own.addedAt / 1000)}:R>.`;
  const content = own.isReadable
    ? `🔑 This server's videos are paid with its own Runware key \`${own.masked}\`.${left}${entered}`
    : `⚠️ This server's own Runware key \`${own.masked}\` cannot be read any more, so nothing new is made here. Enter it again, or remove it: then the bot's operator pays.${entered}`;
  return [
    { type: ComponentType.TextDisplay, content },
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: own.isReadable ? "Enter another key" : "Enter the key again",
          custom_id: customId("key-enter", own.guildId),
        },
        {
          type: ComponentType.Button,
          style: ButtonStyle.Danger,
          label: "Remove the key",
          custom_id: customId("key-remove", own.guildId, own.keyId),
        },
      ],
    },
  ];
}

/** What the administrator fills in. */
export const keyForm = (guildId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId("key-entered", guildId),
  title: "This server's own Runware key",
  components: [
    {
      type: ComponentType.TextDisplay,
      content:
        "With a key of its own, this server itself pays for every video made here. The key is checked at once, stored encrypted, and never shown again. Make one for this bot alone at https://my.runware.ai/keys",
    },
    {
      type: ComponentType.Label,
      label: "Runware API key",
      component: {
        type: ComponentType.TextInput,
        custom_id: FIELD,
        style: TextInputStyle.Short,
        min_length: 16,
        max_length: 200,
        required: true,
      },
    },
  ],
});
