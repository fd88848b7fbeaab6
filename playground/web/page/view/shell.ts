import { markup, type Html } from "../../render/html.ts";

/** The rooms of the page. Each is drawn by a region of its own. */
export const SHELL: Html = markup`<div class="page" id="page">
  <div class="drawer" id="drawer">
    <nav class="servers" aria-label="Servers"><ul class="rail" id="rail"></ul></nav>
    <div class="sidebar" id="sidebar"></div>
  </div>
  <main class="main" id="main">
    <header class="topbar" id="topbar"></header>
    <div class="scroller" id="scroller"></div>
    <form class="composer" id="composer" autocomplete="off" aria-label="Write here"></form>
  </main>
  <aside class="wire" id="wire" aria-label="The wire" data-foreign hidden></aside>
</div>
<div id="popup"></div>
<div id="form"></div>`;

/** @throws {Error} where the shell has no such room */
export function room(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
