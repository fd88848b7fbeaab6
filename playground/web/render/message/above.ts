import { avatar } from "../components/avatar.ts";
import { within, type Scope } from "../context.ts";
import { markup, type Html } from "../html.ts";
import { slash } from "../icons.ts";
import { inline } from "../markdown/inline.ts";
import { nameOf, type Person, type ShownMessage } from "./shown-message.ts";

const EXCERPT_LENGTH = 120;

/** Discord's line above an answer: who used which command, or what it replies to. */
export function above(message: ShownMessage, scope: Scope): Html | undefined {
  const user = message.interaction_metadata?.user;
  const command = message.interaction?.name;
  if (user && command !== undefined) {
    // "/video" and "Report video": a command of the Apps menu has no slash, and capitals.
    const sign = /^[\p{Ll}\p{N}_ -]+$/u.test(command) ? slash : undefined;
    return markup`<div class="above">
      ${small(user, scope)} used <span class="used">${sign}<span>${command}</span></span>
    </div>`;
  }
  const answered = message.referenced_message;
  if (!answered) return undefined;
  const [excerpt = ""] = (answered.content ?? "").split("\n");
  const words = excerpt === "" ? "Click to see message" : excerpt.slice(0, EXCERPT_LENGTH);
  return markup`<div class="above">
    ${small(answered.author, scope)}
    <a class="excerpt" href="#message-${answered.id}">${inline(words, within(scope, "above"))}</a>
  </div>`;
}

function small(person: Person, { names }: Scope): Html {
  const name = names.user(person.id)?.name ?? nameOf(person);
  return markup`${avatar(name, names.user(person.id)?.avatar)}<span class="above-name">
      ${name}</span>`;
}
