import { ComponentType, type ButtonStyle } from "discord.js";
import { customId } from "../custom-id.ts";

/** A button that names in its custom id what it is about. */
export const button = (
  action: string,
  subjectId: string,
  label: string,
  style: ButtonStyle.Secondary | ButtonStyle.Danger,
  argument?: string,
) => ({
  type: ComponentType.Button as const,
  style,
  label,
  custom_id: customId(action, subjectId, argument),
});
