import type { ActorView } from "../../api.ts";
import { avatar } from "../../render/components/avatar.ts";
import { markup, type Html } from "../../render/html.ts";
import { check } from "../../render/icons.ts";
import { actorOf, type PageState } from "../state/page-state.ts";
import { chevronUp, moon, sun } from "./icons.ts";

const ROLES: Readonly<Record<ActorView["role"], string>> = {
  member: "Member",
  moderator: "Moderator",
  outsider: "Outsider",
};

/** Who one is, everybody one may be instead, and the switch of the theme. */
export function people(state: PageState): Html {
  const actor = actorOf(state);
  if (!actor) return markup``;
  const { isChoosingActor: isOpen, theme } = state;
  const other = theme === "dark" ? "light" : "dark";
  return markup`${isOpen && actors(state.world?.actors ?? [], actor.id)}<div class="people-bar">
    <button
      type="button"
      class="who"
      id="who"
      data-who
      aria-haspopup="menu"
      aria-expanded="${isOpen ? "true" : "false"}"
      aria-label="You are ${actor.name}. Be somebody else">
      <span class="presence">${avatar(actor.name)}</span>
      <span class="who-words">
        <span class="who-name">${actor.name}</span>
        <span class="who-role">${ROLES[actor.role]}</span>
      </span>
      ${chevronUp}</button>
    <button
      type="button"
      class="tool"
      data-theme-to="${other}"
      aria-label="Change to the ${other} theme"
      title="Change to the ${other} theme">
      ${theme === "dark" ? sun : moon}</button>
  </div>`;
}

function actors(all: readonly ActorView[], current: string): Html {
  const rows = all.map(
    ({ id, name, note }) =>
      markup`<li role="none"><button
          type="button"
          class="actor"
          role="menuitemradio"
          tabindex="-1"
          aria-checked="${id === current ? "true" : "false"}"
          data-actor="${id}">
          ${avatar(name)}<span class="who-words">
            <span class="who-name">${name}</span>
            <span class="who-role">${note}</span>
          </span>${id === current && check}</button></li>`,
  );
  return markup`<ul class="actors" role="menu" aria-label="Be somebody else" data-menu-keys>
    <li class="actors-title" role="presentation">Who are you?</li>
    ${rows}
  </ul>`;
}
