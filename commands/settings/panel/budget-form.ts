import {
  ComponentType,
  TextInputStyle,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from "discord.js";
import { usd } from "../../../src/discord/card/text.ts";
import { customId } from "../../../src/discord/custom-id.ts";
import type { OperatorLimits } from "../../../src/discord/services.ts";
import { UserError } from "../../../src/generation/errors.ts";
import type { GuildSettings } from "../../../src/policy/settings.ts";
import type { BudgetChange } from "../budget.ts";
import { shownOf } from "./shown.ts";

const MICRO = 1_000_000;
/** Beyond it numbers lose their cents. */
const MAX_USD = 1_000_000;

/** The budget as a form, with what holds in its fields. */
export function budgetForm(
  guildId: string,
  settings: GuildSettings,
  operator: Pick<OperatorLimits, "guildDayMicroUsd">,
): APIModalInteractionResponseCallbackData {
  const { budget, timeZone, keyId } = settings;
  const ceiling = keyId === null ? operator.guildDayMicroUsd : null;
  return {
    custom_id: customId("settings-budget", guildId, shownOf.budget(settings)),
    title: "Budget of this server",
    components: [
      field(
        "day",
        "USD a day",
        ceiling === null
          ? "Leave it empty for no limit"
          : `${usd(ceiling)} at most: the bot's operator allows each server no more`,
        amount(budget.dayMicroUsd),
        false,
      ),
      field(
        "month",
        "USD a month",
        "Leave it empty for no limit",
        amount(budget.monthMicroUsd),
        false,
      ),
      field(
        "timezone",
        "Time zone",
        "Days and months begin at its midnight, for example Europe/Berlin",
        timeZone,
        true,
      ),
    ],
  };
}

const amount = (microUsd: number | null): string =>
  microUsd === null ? "" : (microUsd / MICRO).toFixed(6).replace(/(\.\d\d\d*?)0+$/, "$1");

function field(
  name: string,
  label: string,
  description: string,
  value: string,
  required: boolean,
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id: name,
      style: TextInputStyle.Short,
      required,
      max_length: 60,
      ...(value === "" ? {} : { value }),
    },
  };
}

/** What was typed into the form. @throws {UserError} naming the field that is no amount */
export function readBudgetForm({ fields }: ModalSubmitInteraction): BudgetChange {
  return {
    dayMicroUsd: readAmount(fields.getTextInputValue("day"), "a day"),
    monthMicroUsd: readAmount(fields.getTextInputValue("month"), "a month"),
    timeZone: fields.getTextInputValue("timezone"),
  };
}

function readAmount(typed: string, period: string): number | null {
  const text = typed.trim().replace(/^\$\s*/, "");
  if (text === "") return null;
  if (/^\d+([.,]\d{1,6})?$/.test(text)) {
    const usd = Number(text.replace(",", "."));
    if (usd <= MAX_USD) return Math.round(usd * MICRO);
  }
  throw new UserError(
    `What you typed for the USD ${period} is no amount: write it as 5 or 2.50, or leave it empty for no limit. Nothing was changed.`,
  );
}
