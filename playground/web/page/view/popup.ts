import { attributes, markup, NOTHING, type Html } from "../../render/html.ts";
import { eye } from "../../render/icons.ts";
import { messageCommands } from "../composer/sources.ts";
import { channelOf, messagesOf, type PageState } from "../state/page-state.ts";
import { BOT_PICTURE } from "../state/render-context.ts";
import { bin } from "./icons.ts";

const EPHEMERAL = 64;

/** The menu of a message: the bot's own commands for it, and what Discord has for every one. */
export function popup(state: PageState): Html {
  const { popup: open, world } = state;
  const message = messagesOf(state).find(({ id }) => id === open?.messageId);
  if (!open || !message) return NOTHING;
  const isEphemeral = ((message.flags ?? 0) & EPHEMERAL) !== 0;
  const mayDelete =
    isEphemeral || message.author.id === world?.as || (channelOf(state)?.canDelete ?? false);
  const apps = isEphemeral
    ? []
    : messageCommands(state).map((name) =>
        item("data-app", name, markup`<img src="${BOT_PICTURE}" alt="" />`, name),
      );
  const removal = isEphemeral
    ? item("data-dismiss", message.id, eye, "Dismiss message")
    : item("data-delete", message.id, bin, "Delete message", true);
  return markup`<ul class="popup" role="menu" aria-label="This message" data-menu-keys>
    ${apps.length > 0 && markup`<li class="popup-title" role="presentation">Apps</li>${apps}`}${
      apps.length > 0 && mayDelete && markup`<li role="none"><hr /></li>`
    }${mayDelete && removal}${
      apps.length === 0 &&
      !mayDelete &&
      markup`<li class="popup-title" role="presentation">Nothing you may do here</li>`
    }
  </ul>`;
}

function item(
  hook: "data-app" | "data-delete" | "data-dismiss",
  value: string,
  sign: Html,
  words: string,
  isDangerous = false,
): Html {
  const named = {
    type: "button",
    role: "menuitem",
    tabindex: "-1",
    class: isDangerous ? "popup-item dangerous" : "popup-item",
    [hook]: value,
  };
  return markup`<li role="none"><button${attributes(named)}>${sign}<span>${words}</span></button></li>`;
}
