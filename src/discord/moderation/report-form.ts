import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../../generation/errors.ts";

/** The name of the field in the form. */
const REASON = "reason";
const REASON_LENGTH = 1000;

/** Asks what is wrong with a video. `readers` says who reads it, and whether with a name. */
export const reportForm = (
  customId: string,
  readers: string,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId,
  title: "Report this video",
  components: [
    {
      type: ComponentType.Label,
      label: "What is wrong with it?",
      description: readers,
      component: {
        type: ComponentType.TextInput,
        custom_id: REASON,
        style: TextInputStyle.Paragraph,
        required: true,
        min_length: 1,
        max_length: REASON_LENGTH,
      },
    },
  ],
});

/** What was written into the form. @throws {UserError} nothing but blanks */
export function reasonIn({ fields }: Pick<ModalSubmitInteraction, "fields">): string {
  const reason = fields.getTextInputValue(REASON).trim();
  if (reason === "") throw new UserError("Please say what is wrong with the video.");
  return reason;
}
