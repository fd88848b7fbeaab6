import {
  ComponentType,
  TextInputStyle,
  type APILabelComponent,
  type ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../../generation/errors.ts";
import {
  DURATIONS_S,
  LIMITS,
  STYLES,
  type VideoOptions,
  type VideoRequest,
} from "../../generation/request.ts";
import { styleName } from "../card/text.ts";

// Fields of forms that change a request: filled in as it was, and read as they were sent.

type Fields = ModalSubmitInteraction["fields"];
type Shared = Required<Pick<VideoOptions, "prompt" | "style" | "duration" | "audio">>;

const NO_STYLE = "none";

export const promptField = ({ prompt }: VideoRequest): APILabelComponent =>
  writing("prompt", "Prompt", prompt, true);

export const negativeField = ({ negativePrompt }: VideoRequest): APILabelComponent =>
  writing("negative", "What it should not show", negativePrompt ?? "", false);

/** Style, length and sound. */
export function choiceFields({ style, duration, audio }: VideoRequest): APILabelComponent[] {
  const styles = STYLES.map((value) => ({ value, label: styleName(value) }));
  const lengths = DURATIONS_S.map((seconds) => ({
    value: String(seconds),
    label: `${seconds} seconds`,
  }));
  return [
    choice(
      "style",
      "Style",
      [{ value: NO_STYLE, label: "No style" }, ...styles],
      style ?? NO_STYLE,
    ),
    choice("duration", "Length", lengths, String(duration)),
    choice(
      "sound",
      "Sound",
      [
        { value: "with", label: "With sound and speech" },
        { value: "without", label: "Silent" },
      ],
      audio ? "with" : "without",
    ),
  ];
}

/** @throws {UserError} something was sent that the form does not offer */
export function readShared(fields: Fields): Shared {
  const style = chosen(fields, "style");
  const known = STYLES.find((one) => one === style);
  const length = chosen(fields, "duration");
  const duration = DURATIONS_S.find((seconds) => String(seconds) === length);
  if (duration === undefined || (known === undefined && style !== NO_STYLE)) throw outOfDate();
  const audio = chosen(fields, "sound") === "with";
  return { prompt: fields.getTextInputValue("prompt"), style: known ?? null, duration, audio };
}

/** @throws {UserError} nothing was chosen */
export function chosen(fields: Fields, name: string): string {
  const [value] = fields.getStringSelectValues(name);
  if (value === undefined) throw outOfDate();
  return value;
}

export const outOfDate = (): UserError =>
  new UserError("That form is out of date. Press the button again.");

function writing(
  name: string,
  label: string,
  value: string,
  isRequired: boolean,
): APILabelComponent {
  return {
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
  };
}

export const choice = (
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
