import { attributes, markup, type Html } from "../../render/html.ts";
import { close } from "../../render/icons.ts";
import { activeIn } from "../composer/choose.ts";
import type { Draft } from "../composer/draft.ts";
import { optionForFile } from "../composer/files.ts";
import { listFor } from "../composer/rows.ts";
import { sourcesOf } from "../composer/sources.ts";
import { channelOf, type PageState } from "../state/page-state.ts";
import { BOT_PICTURE } from "../state/render-context.ts";
import { chip } from "./chip.ts";
import { completion } from "./completion.ts";
import { paperPlane } from "./icons.ts";

/** Where one writes, and above it what there is to choose from. */
export function composer(state: PageState): Html {
  const channel = channelOf(state);
  if (!channel) return markup``;
  if (!channel.canSend) {
    return markup`<div class="box closed">
      You do not have permission to send messages in this channel.
    </div>`;
  }
  const { draft } = state;
  const list = listFor(draft, sourcesOf(state));
  const active = activeIn(draft, list);
  const isOpen =
    draft.isListOpen && (list.rows.length > 0 || list.note !== undefined || draft.at !== undefined);
  const combobox = {
    role: "combobox",
    "aria-expanded": String(isOpen),
    "aria-controls": isOpen ? "completion" : undefined,
    "aria-activedescendant": isOpen && active >= 0 ? `row-${active}` : undefined,
    "aria-autocomplete": "list",
  };
  return markup`${isOpen && completion(draft, list, active)}${refusal(draft)}<div class="box">
    <div class="written">
      ${draft.usable && commandName(draft.usable.path)}${draft.filled.map((one) =>
        chip(
          draft,
          one,
          one.name === draft.at ? combobox : { role: "combobox", "aria-expanded": "false" },
        ),
      )}${tail(draft, state, draft.at === undefined ? combobox : { role: "combobox", "aria-expanded": "false" })}${more(draft)}
    </div>
    ${
      draft.usable &&
      markup`<button type="button" class="tool" data-discard aria-label="Discard the command" title="Discard (Esc)">
        ${close}</button>`
    }
    <button${attributes({ type: "submit", class: "tool send", "aria-label": "Send", title: "Send (Enter)", disabled: isEmpty(draft) })}>${paperPlane}</button>
  </div>
  ${state.isDropping && markup`<div class="drop-here">${dropWords(draft)}</div>`}`;
}

const isEmpty = ({ usable, tail }: Draft): boolean => !usable && tail.trim() === "";

const commandName = (path: string): Html =>
  markup`<span class="command-name"><img src="${BOT_PICTURE}" alt="" />/${path}</span>`;

function refusal({ refusal: given }: Draft): Html | false {
  if (!given) return false;
  return markup`<p class="refusal" id="refusal" role="alert">
    ${given.option && markup`<strong>${given.option}</strong>: `}${given.sentence}
  </p>`;
}

function tail(draft: Draft, state: PageState, combobox: Record<string, string | undefined>): Html {
  const channel = channelOf(state);
  const where = channel?.guildId === null ? (state.world?.bot.name ?? "") : `#${channel?.name}`;
  const placeholder = draft.usable ? undefined : `Message ${where}, or / for commands`;
  const named = {
    class: "tail",
    id: "tail",
    rows: 1,
    placeholder,
    "aria-label": draft.usable ? `More options of /${draft.usable.path}` : `Message ${where}`,
    "data-value": draft.tail,
    spellcheck: "false",
    ...combobox,
  };
  return markup`<textarea${attributes(named)}></textarea>`;
}

function more({ usable, filled }: Draft): Html | false {
  const left = (usable?.options.length ?? 0) - filled.length;
  return left > 0 && markup`<span class="more-options">+${left} optional</span>`;
}

function dropWords(draft: Draft): string {
  const name = optionForFile(draft);
  if (name !== undefined) return `Drop it here as ${name}`;
  return draft.usable ? "No option of this command takes a file" : "Choose a command first";
}
