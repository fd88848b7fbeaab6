import { ComponentType } from "discord-api-types/v10";
import type { Answer, ModalRequest } from "../../api.ts";
import { isSelect, type Component } from "../../../discord/component-tree.ts";
import type { Page } from "../page.ts";
import type { OpenForm } from "../state/page-state.ts";
import { takeAnswer } from "./answer.ts";

type Values = Record<string, ModalRequest["values"][string]>;

/** Sends a form as it is filled in; what is wrong with it is told in the form. */
export async function submitForm(page: Page, element: HTMLFormElement): Promise<void> {
  const { store, api } = page;
  const { form, world } = store.get();
  if (!form || form.isSending) return;
  const { interactionId } = form.modal;
  store.set({ form: { ...form, openMenu: undefined, error: undefined, isSending: true } });
  const wrong = await valuesOf(page, form, element)
    .then((values) => api.post<Answer>("/api/modal", { as: world?.as, interactionId, values }))
    .then((answer) => {
      // Another form may come after this one: it has to find the place free.
      if (answer.kind !== "noAnswer") store.set({ form: undefined });
      return takeAnswer(page, answer);
    })
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const still = store.get().form;
  if (wrong !== undefined && still?.modal.interactionId === interactionId) {
    store.set({ form: { ...still, isSending: false, error: wrong } });
  }
}

async function valuesOf(page: Page, form: OpenForm, element: HTMLFormElement): Promise<Values> {
  const values: Values = {};
  for (const component of form.modal.components as readonly Component[]) {
    const input = component.component ?? component.components?.[0];
    const name = input?.custom_id;
    if (!input || !name) continue;
    const value =
      input.type === ComponentType.FileUpload
        ? await uploads(page, form.files.get(name) ?? [])
        : isSelect(input)
          ? form.chosen.get(name)
          : typed(input, element);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function typed(
  { type, custom_id: name }: Component,
  element: HTMLFormElement,
): string | boolean | readonly string[] | undefined {
  const fields = [
    ...element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      `:is(input, textarea)[data-custom-id="${CSS.escape(name ?? "")}"]`,
    ),
  ];
  const checked = fields.filter((field) => field instanceof HTMLInputElement && field.checked);
  switch (type) {
    case ComponentType.Checkbox:
      return checked.length > 0;
    case ComponentType.RadioGroup:
      return checked[0]?.value;
    case ComponentType.CheckboxGroup:
      return checked.map(({ value }) => value);
    default:
      return fields[0]?.value;
  }
}

async function uploads(
  { store, api }: Page,
  files: readonly File[],
): Promise<{ upload: string }[]> {
  const as = store.get().world?.as ?? "";
  const done = await Promise.all(files.map((file) => api.upload(as, file)));
  return done.map(({ upload }) => ({ upload }));
}
