import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { customId } from "../custom-id.ts";

/** For whatever panel finds that the settings cannot be read; `/setup` answers the press. */
export const startOverButton = (guildId: string): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Danger,
  custom_id: customId("start-over", guildId),
  label: "Start over",
});

/** Asked once, since nothing brings the old settings back but the operator. */
export function renderStartOverQuestion(guildId: string): APIMessageTopLevelComponent[] {
  return [
    {
      type: ComponentType.TextDisplay,
      content:
        "Start over with the settings of a new server? Everything that moderators have set is gone then: safety, review, the log channel, the blocklist, access, allowances, budgets and the server's own key. The operator keeps the unreadable record.",
    },
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Danger,
          custom_id: customId("start-over-yes", guildId),
          label: "Start over",
        },
      ],
    },
  ];
}

/** What holds from then on. */
export const STARTED_OVER =
  "Started over: this server has the settings of a new one, and videos can be made again. The safety check is `fast` or what the bot's operator requires, flagged videos wait for a moderator, there is no log channel, no blocklist and no limit of this server's own, and the bot's operator pays. `/settings show` shows it all.";
