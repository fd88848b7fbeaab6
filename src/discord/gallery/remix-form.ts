import {
  ComponentType,
  TextInputStyle,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { DURATIONS_S, LIMITS, STYLES, type VideoOptions } from "../../generation/request.ts";
import { styleName } from "../card/text.ts";
import { customId } from "../custom-id.ts";

/** What a member may change of another request: five fields are all that a form can have. */
export type Remixed = Required<
  Pick<VideoOptions, "prompt" | "negativePrompt" | "style" | "duration" | "audio">
>;

const NO_STYLE = "none";
const SOUND = { with: "With sound and speech", without: "Silent" } as const;

/** A form with everything filled in as it was. */
export function remixForm({ id, request }: Generation): APIModalInteractionResponseCallbackData {
  const styles = [NO_STYLE, ...STYLES].map((value) => ({
    value,
    label: value === NO_STYLE ? "No style" : styleName(value as (typeof STYLES)[number]),
  }));
  const durations = DURATIONS_S.map((seconds) => ({
    value: String(seconds),
    label: `${seconds} seconds`,
  }));
  const sounds = Object.entries(SOUND).map(([value, label]) => ({ value, label }));
  return {
    custom_id: customId("remix-send", id),
    title: "Remix this video",
    components: [
      writing("prompt", "Prompt", request.prompt, true),
      writing("negative", "What it should not show", request.negativePrompt ?? "", false),
      choice("style", "Style", styles, request.style ?? NO_STYLE),
      choice("duration", "Length", durations, String(request.duration)),
      choice("sound", "Sound", sounds, request.audio ? "with" : "without"),
    ],
  };
}

/** @throws {UserError} something was sent that the form does not offer */
export function readRemixForm({ fields }: ModalSubmitInteraction): Remixed {
  const chosen = (name: string): string | undefined => fields.getStringSelectValues(name)[0];
  const style = chosen("style");
  const known = STYLES.find((one) => one === style);
  const duration = DURATIONS_S.find((seconds) => String(seconds) === chosen("duration"));
  const sound = chosen("sound");
  if (
    (known === undefined && style !== NO_STYLE) ||
    duration === undefined ||
    sound === undefined
  ) {
    throw new UserError("That form is out of date. Press **Remix** again.");
  }
  return {
    prompt: fields.getTextInputValue("prompt"),
    negativePrompt: fields.getTextInputValue("negative"),
    style: known ?? null,
    duration,
    audio: sound === "with",
  };
}

const writing = (
  name: string,
  label: string,
  value: string,
  isRequired: boolean,
): APILabelComponent => ({
  type: ComponentType.Label,
  label,
  component: {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Paragraph,
    required: isRequired,
    max_length: LIMITS.promptLength,
    ...(value === "" ? {} : { value }),
  },
});

const choice = (
  name: string,
  label: string,
  options: readonly { value: string; label: string }[],
  now: string,
): APILabelComponent => ({
  type: ComponentType.Label,
  label,
  component: {
    type: ComponentType.StringSelect,
    custom_id: name,
    required: true,
    options: options.map((option) => ({ ...option, default: option.value === now })),
  },
});
