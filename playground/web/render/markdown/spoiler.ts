import type { Scope } from "../context.ts";
import { markup, type Html } from "../html.ts";

/**
 * Words behind a cover until it is pressed. No `<button>`: a button cannot run over several lines.
 * Covered, they are out of reach of the keyboard and of screen readers too.
 */
export function textSpoiler(content: Html, scope: Scope): Html {
  if (scope.revealed.has(scope.key))
    return markup`<span class="spoiler revealed">${content}</span>`;
  return markup`<span
    class="spoiler"
    role="button"
    tabindex="0"
    aria-label="Spoiler"
    aria-expanded="false"
    data-reveal="${scope.key}">
    <span class="covered" inert aria-hidden="true">${content}</span></span>`;
}

/** A picture, a file or a whole container behind a cover until it is pressed. */
export function boxSpoiler(content: Html, scope: Scope): Html {
  if (scope.revealed.has(scope.key)) return content;
  return markup`<div class="spoiler-box">
    <div class="covered" inert aria-hidden="true">${content}</div>
    <button
      type="button"
      class="spoiler-cover"
      aria-label="Spoiler"
      aria-expanded="false"
      data-reveal="${scope.key}"
    >
      <span class="spoiler-sign">Spoiler</span>
    </button>
  </div>`;
}
