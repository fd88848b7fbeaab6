import { markup, NOTHING, type Html } from "../../render/html.ts";
import { renderModal } from "../../render/modal/modal.ts";
import type { PageState } from "../state/page-state.ts";
import { BOT_PICTURE, renderContext } from "../state/render-context.ts";

/** The form that the bot has opened, over everything else. */
export function form(state: PageState): Html {
  const { form: open, world } = state;
  if (!open || !world) return NOTHING;
  const { modal, chosen, openMenu, error } = open;
  const context = {
    ...renderContext(state),
    openMenu: openMenu ?? "",
    entered: chosen,
  };
  const app = {
    id: world.bot.id,
    name: world.bot.name,
    avatar: new URL(BOT_PICTURE, location.href).href,
  };
  const place = { app, key: `form-${modal.interactionId}`, ...(error ? { error } : {}) };
  return markup`<div class="backdrop">${renderModal(modal, context, place)}</div>`;
}
