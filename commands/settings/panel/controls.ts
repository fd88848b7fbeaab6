import {
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
} from "discord.js";
import { customId } from "../../../src/discord/custom-id.ts";
import { SAFETY_MODES } from "../../../src/generation/request.ts";
import { isStricter, strictest } from "../../../src/policy/safety.ts";
import { REVIEW_MODES, type GuildSettings } from "../../../src/policy/settings.ts";
import { LOG_CHANNEL_TYPES } from "../channel-types.ts";
import { reviewMeaning, safetyMeaning, safetyModeName } from "../words.ts";
import { shownOf } from "./shown.ts";
import type { PanelView } from "./view.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;
type Readable = PanelView & { settings: GuildSettings };

const row = (...components: APIComponentInMessageActionRow[]): Row => ({
  type: ComponentType.ActionRow,
  components,
});

export function safetySelect({ guildId, settings, operator: { safetyFloor } }: Readable): Row {
  const held = strictest(safetyFloor, settings.safety.guild);
  return row({
    type: ComponentType.StringSelect,
    custom_id: customId("settings-safety", guildId, shownOf.safety(settings)),
    placeholder: "Safety check",
    options: SAFETY_MODES.filter((mode) => !isStricter(safetyFloor, mode)).map((mode) => ({
      label: `Safety check: ${safetyModeName(mode)}`,
      value: mode,
      description: capital(safetyMeaning(mode)),
      default: mode === held,
    })),
  });
}

export function reviewSelect({ guildId, settings }: Readable): Row {
  const { mode: current, first } = settings.review;
  return row({
    type: ComponentType.StringSelect,
    custom_id: customId("settings-review", guildId, shownOf.review(settings)),
    placeholder: "Review",
    options: REVIEW_MODES.map((mode) => ({
      label: `Review: ${mode}`,
      value: mode,
      description: capital(reviewMeaning({ mode, first })),
      default: mode === current,
    })),
  });
}

export function logSelect({ guildId, settings, isLogGone }: Readable): Row {
  const { logChannelId } = settings;
  return row({
    type: ComponentType.ChannelSelect,
    custom_id: customId("settings-log", guildId, shownOf.log(settings)),
    placeholder: "Choose a log channel",
    channel_types: [...LOG_CHANNEL_TYPES],
    // None chosen takes the log channel away.
    min_values: 0,
    max_values: 1,
    default_values:
      logChannelId === null || isLogGone
        ? []
        : [{ id: logChannelId, type: SelectMenuDefaultValueType.Channel }],
  });
}

export const budgetButtons = ({ guildId, settings }: Readable): Row =>
  row(
    button("settings-budget", guildId, "Change the budget"),
    settings.paused === null
      ? button("settings-pause", guildId, "Pause new videos", shownOf.pause(settings))
      : button("settings-pause", guildId, "Resume", shownOf.pause(settings)),
    button("settings-show", guildId, "Refresh"),
  );

const button = (
  action: string,
  guildId: string,
  label: string,
  argument?: string,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  custom_id: customId(action, guildId, argument),
  label,
});

/** Discord allows an option's description 100 characters. */
const capital = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`.slice(0, 100);
