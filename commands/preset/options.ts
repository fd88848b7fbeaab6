import { ApplicationCommandOptionType as Option } from "discord.js";

/** A preset that is there, chosen from the list that opens while one types. */
export const presetOption = {
  type: Option.String,
  name: "name",
  description: "Which preset",
  required: true,
  autocomplete: true,
} as const;
