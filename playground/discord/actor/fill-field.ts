import { ComponentType } from "discord-api-types/v10";
import { type Component, isSelect } from "../component-tree.ts";
import type { ResolvedData } from "../options/resolvers.ts";
import { chosenValues } from "./chosen-values.ts";
import { ClientRefusal } from "./client-refusal.ts";
import type { Seat } from "./commands.ts";
import { isLocalFile, uploadOptionFile } from "./option-files.ts";

/** What a field of a modal sends: its value or values. @throws ClientRefusal */
export async function fillField(
  seat: Seat,
  field: Component,
  given: unknown,
  resolved: ResolvedData,
): Promise<Record<string, unknown>> {
  const name = field.custom_id ?? "field";
  const isRequired = field.required ?? true;
  if (field.type === ComponentType.TextInput) return { value: typedText(field, given) };
  if (field.type === ComponentType.Checkbox) return { value: given ?? field.default ?? false };
  if (field.type === ComponentType.RadioGroup) {
    const value = given ?? field.options?.find((option) => option.default)?.value ?? null;
    const isOffered = field.options?.some((option) => option.value === value) ?? false;
    if ((value === null && isRequired) || (value !== null && !isOffered)) {
      throw new ClientRefusal(`${name}: choose one of the options.`);
    }
    return { value };
  }
  const list = listOf(field, given);
  if (list.length === 0) {
    if (isRequired) throw new ClientRefusal(`${name}: This field is required.`);
    return { values: [] };
  }
  if (field.type === ComponentType.FileUpload)
    return { values: await upload(seat, list, resolved) };
  const asMenu = isSelect(field) ? field : { ...field, type: ComponentType.StringSelect };
  const chosen = chosenValues(seat, asMenu, list);
  for (const [kind, found] of Object.entries(chosen.resolved ?? {})) {
    const known = (resolved[kind as keyof ResolvedData] ??= {});
    Object.assign(known, found);
  }
  return { values: chosen.values };
}

function typedText(field: Component, given: unknown): string {
  const name = field.custom_id ?? "field";
  const text = given === undefined ? (field.value ?? "") : given;
  if (typeof text !== "string") throw new ClientRefusal(`${name}: text is typed here.`);
  if (text === "") {
    if (field.required ?? true) throw new ClientRefusal(`${name}: This field is required.`);
    return "";
  }
  const length = Array.from(text).length;
  if (length < (field.min_length ?? 0)) {
    throw new ClientRefusal(`${name}: Must be ${field.min_length} or more in length.`);
  }
  if (length > (field.max_length ?? 4_000)) {
    throw new ClientRefusal(`${name}: Must be ${field.max_length ?? 4_000} or fewer in length.`);
  }
  return text;
}

function listOf(field: Component, given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  if (given !== undefined) return [given];
  const preset = field.options?.filter((option) => option.default) ?? [];
  return preset.map((option) => option.value);
}

async function upload(seat: Seat, files: unknown[], resolved: ResolvedData): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    if (!isLocalFile(file)) throw new ClientRefusal("A file is attached here.");
    const uploaded = await uploadOptionFile(seat.core, seat.channel, seat.user, file);
    (resolved.attachments ??= {})[uploaded.id] = uploaded;
    ids.push(uploaded.id);
  }
  return ids;
}
