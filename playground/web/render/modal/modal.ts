import type { Component } from "../../../discord/component-tree.ts";
import { avatar } from "../components/avatar.ts";
import { within, type RenderContext, type Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { close, warning } from "../icons.ts";
import { field } from "./field.ts";

export interface ShownModal {
  title: string;
  custom_id?: string;
  components: readonly object[];
}

export interface ModalPlace {
  /** The application that asks. */
  app: { id: string; name: string; avatar?: string };
  /** What keys begin with, so that those of two modals differ: the interaction's id, say. */
  key: string;
  /** What was wrong with it the last time it was sent. */
  error?: string;
}

/**
 * A form as it lies open before a member; with `context.entered`, as far as it was filled in.
 * A page listens for the form's `submit`, and for `data-close` on what takes it away.
 */
export function renderModal(modal: ShownModal, context: RenderContext, place: ModalPlace): Html {
  const scope: Scope = { ...context, key: place.key };
  const titleId = `${place.key}.title`;
  const { app } = place;
  const fields = (modal.components as readonly Component[]).map((component, index) =>
    field(component, within(scope, index)),
  );
  const named = {
    class: "modal",
    role: "dialog",
    "aria-modal": "true",
    "aria-labelledby": titleId,
    "data-custom-id": modal.custom_id,
    "data-modal": place.key,
  };
  return markup`<form${attributes(named)}><header class="modal-head">${avatar(app.name, app.avatar)}<h2 id="${titleId}">${modal.title}</h2><button type="button" class="modal-close" data-close aria-label="Close">${close}</button></header><div class="modal-body">${place.error && markup`<div class="modal-error" role="alert">${warning}<span>${place.error}</span></div>`}${fields}<p class="modal-note">This form will be submitted to <strong>${app.name}</strong>. Do not share passwords or other sensitive information.</p></div><footer class="modal-foot"><button type="button" class="button secondary large" data-close><span class="label">Cancel</span></button><button type="submit" class="button primary large"><span class="label">Submit</span></button></footer></form>`;
}
