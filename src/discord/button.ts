import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
} from "discord.js";
import { customId } from "./custom-id.ts";

/** A button that names in its custom id what it is about. */
export const button = (
  action: string,
  subjectId: string,
  label: string,
  style: APIButtonComponentWithCustomId["style"] = ButtonStyle.Secondary,
  argument?: string,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: customId(action, subjectId, argument),
});

/** Leads to a message. */
export const openButton = (url: string): APIButtonComponentWithURL => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label: "Open",
  url,
});
