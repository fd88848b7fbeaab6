import type { RenderContext } from "../context.ts";
import { markup, type Html, type HtmlValue } from "../html.ts";
import { dateText } from "../markdown/timestamp.ts";
import { renderMessage } from "./message.ts";
import type { ShownMessage } from "./shown-message.ts";

/** Within it, what the same author says next stands below without a head of its own. */
const CONTINUES_WITHIN_MS = 7 * 60_000;

/**
 * The messages of a channel, oldest first, with a rule between two days.
 *
 * @param beside what a page adds to a message, next to it: a toolbar, say
 */
export function renderChannel(
  messages: readonly ShownMessage[],
  context: RenderContext,
  name: string,
  beside: (message: ShownMessage) => HtmlValue = () => undefined,
): Html {
  const rows = messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dateText(Date.parse(message.timestamp), "D", context.timeZone);
    const isNewDay =
      before !== undefined && day !== dateText(Date.parse(before.timestamp), "D", context.timeZone);
    return markup`${isNewDay && markup`<li class="day"><span>${day}</span></li>`}
      <li data-key="${message.id}">
        ${renderMessage(message, context, !isNewDay && continues(message, before))}${beside(message)}
      </li>`;
  });
  return markup`<div class="channel" role="log" aria-label="Messages in ${name}">
    <ol class="messages">
      ${rows}
    </ol>
  </div>`;
}

function continues(message: ShownMessage, before: ShownMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.author.id === message.author.id &&
    message.interaction_metadata === undefined &&
    !message.referenced_message &&
    (message.flags ?? 0) === (before.flags ?? 0) &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < CONTINUES_WITHIN_MS
  );
}
