import type { PageState } from "../state/page-state.ts";
import type { Store } from "../state/store.ts";
import { composer } from "./composer.ts";
import { form } from "./form.ts";
import { messages } from "./messages.ts";
import { popup } from "./popup.ts";
import { rail } from "./rail.ts";
import { createRegion, type Region } from "./region.ts";
import { room } from "./shell.ts";
import { sidebar } from "./sidebar.ts";
import { topbar } from "./topbar.ts";

/** Draws each part of the page again where what it shows has changed. */
export function drawRegions(store: Store<PageState>, follow: () => void): void {
  const regions: readonly Region<PageState>[] = [
    {
      root: room("rail"),
      from: ({ world, channelId, news }) => [world, channelId, news],
      draw: rail,
    },
    {
      root: room("sidebar"),
      from: (state) => [
        state.world,
        state.channelId,
        state.news,
        state.isChoosingActor,
        state.theme,
      ],
      draw: sidebar,
    },
    {
      root: room("topbar"),
      from: (state) => [
        state.world,
        state.channelId,
        state.news,
        state.isDrawerOpen,
        state.isWireOpen,
        state.isLive,
      ],
      draw: topbar,
    },
    {
      root: room("scroller"),
      from: (state) => [
        state.world,
        state.channelId,
        state.messages.get(state.channelId ?? ""),
        state.revealed,
        state.openMenu,
        state.picks,
        state.notices,
        state.popup,
        state.isAtEnd,
        state.busy,
      ],
      draw: messages,
      drawn(state) {
        showBusy(state.busy);
        follow();
      },
    },
    {
      root: room("composer"),
      from: (state) => [
        state.world,
        state.channelId,
        state.draft,
        state.suggestions,
        state.isDropping,
      ],
      draw: composer,
      drawn: follow,
    },
    {
      root: room("popup"),
      from: ({ world, popup, messages: all }) => [world, popup, popup && all],
      draw: popup,
    },
    { root: room("form"), from: ({ form: open, world }) => [open, world], draw: form },
  ];
  for (const region of regions) store.subscribe(createRegion(region));

  store.subscribe(({ theme, isDrawerOpen, isWireOpen }) => {
    document.documentElement.dataset["theme"] = theme;
    room("drawer").classList.toggle("open", isDrawerOpen);
    room("wire").hidden = !isWireOpen;
  });
}

/** The renderer knows nothing of waiting. */
function showBusy(busy: ReadonlySet<string>): void {
  for (const control of document.querySelectorAll<HTMLElement>(
    "[data-message-id] [data-custom-id]",
  )) {
    const message = control.closest<HTMLElement>("[data-message-id]");
    const key = `${message?.dataset["messageId"]} ${control.dataset["customId"]}`;
    if (busy.has(key)) control.setAttribute("aria-busy", "true");
    else control.removeAttribute("aria-busy");
  }
}
