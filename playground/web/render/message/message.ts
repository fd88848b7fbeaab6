import { MessageFlags } from "discord-api-types/v10";
import { avatar } from "../components/avatar.ts";
import type { Directory, RenderContext, Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { eye } from "../icons.ts";
import { dateText, postedText } from "../markdown/timestamp.ts";
import { above } from "./above.ts";
import { body } from "./body.ts";
import { nameOf, type Person, type ShownMessage } from "./shown-message.ts";

/**
 * One message as a member sees it.
 *
 * What a page has to listen for is in its attributes: `data-custom-id` on buttons and menus,
 * `data-menu` on menus, `data-value` on their choices, `data-reveal` on covers of spoilers,
 * `data-play` on play buttons, `data-dismiss` on the one of an ephemeral message.
 *
 * @param isContinued whether it stands below another one of the same author: without a head of its own
 */
export function renderMessage(
  message: ShownMessage,
  context: RenderContext,
  isContinued = false,
): Html {
  const scope: Scope = {
    ...context,
    key: message.id,
    names: withNamed(context.names, message),
  };
  const isEphemeral = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const isMine = (message.mentions ?? []).some(({ id }) => id === context.viewerId);
  const looks = [
    "message",
    isContinued && "continued",
    isEphemeral && "ephemeral",
    isMine && "mentioned",
  ];
  const named = {
    class: looks.filter(Boolean).join(" "),
    id: `message-${message.id}`,
    "data-message-id": message.id,
    "aria-labelledby": `author-${message.id} posted-${message.id}`,
  };
  return markup`<article${attributes(named)}>${above(message, scope)}${head(message, scope)}<div class="body"${attributes(liveness(message))}>${body(message, scope)}</div>${isEphemeral && onlyYou(message)}</article>`;
}

/** A bot edits what it posted; whoever cannot see that is told. */
const liveness = ({ author }: ShownMessage): Record<string, string> =>
  author.bot ? { "aria-live": "polite" } : {};

function head(
  { id, author, timestamp, edited_timestamp: edited }: ShownMessage,
  scope: Scope,
): Html {
  const name = scope.names.user(author.id)?.name ?? nameOf(author);
  const atMs = Date.parse(timestamp);
  const full = dateText(atMs, "F", scope.timeZone);
  const note = edited ? `, edited ${dateText(Date.parse(edited), "F", scope.timeZone)}` : "";
  return markup`${avatar(name, scope.names.user(author.id)?.avatar)}
    <h3 class="head">
      <span class="name" id="author-${id}">${name}</span>
      ${author.bot && markup`<span class="app">App</span>`}<time
        class="posted"
        id="posted-${id}"
        datetime="${timestamp}"
        title="${full}${note}">
        ${postedText(atMs, scope)}</time>
    </h3>`;
}

function onlyYou({ id }: ShownMessage): Html {
  return markup`<div class="only-you">
    ${eye}<span>Only you can see this</span><span aria-hidden="true">•</span>
    <button type="button" class="as-link" data-dismiss="${id}">Dismiss message</button>
  </div>`;
}

/** People whom the message itself names need no look-up. */
function withNamed(names: Directory, message: ShownMessage): Directory {
  const user = message.interaction_metadata?.user;
  const known = new Map<string, Person>();
  for (const person of [...(message.mentions ?? []), ...(user ? [user] : []), message.author]) {
    known.set(person.id, person);
  }
  return {
    ...names,
    user(id) {
      const person = known.get(id);
      return names.user(id) ?? (person && { name: nameOf(person), bot: person.bot ?? false });
    },
  };
}
