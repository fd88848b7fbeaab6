import { become, loadWorld } from "./act/world.ts";
import { createApi } from "./client/api.ts";
import { mountPanel } from "../panel/mount-panel.ts";
import { hearDropping } from "./hear/dropping.ts";
import { hearEvents } from "./hear/events.ts";
import { hearForms } from "./hear/forms.ts";
import { hearMenus } from "./hear/menus.ts";
import { hearPopups } from "./hear/popups.ts";
import { hearPresses } from "./hear/presses.ts";
import { hearScrolling } from "./hear/scrolling.ts";
import { rememberedTheme } from "./hear/theme.ts";
import { startTicking } from "./hear/ticking.ts";
import { hearWriting } from "./hear/writing.ts";
import type { Page } from "./page.ts";
import { patch } from "./patch/patch.ts";
import { initialState } from "./state/page-state.ts";
import { createStore } from "./state/store.ts";
import { drawRegions } from "./view/regions.ts";
import { room, SHELL } from "./view/shell.ts";

/** There is room for the wire beside everything else from here on. */
const WIDE_PX = 1500;

async function begin(): Promise<void> {
  patch(document.body, SHELL);
  const store = createStore(
    initialState({ theme: rememberedTheme(), isWireOpen: innerWidth >= WIDE_PX }),
  );
  const page: Page = {
    store,
    api: createApi(),
    run: (work) => {
      work.catch((error: unknown) => {
        const sentence = error instanceof Error ? error.message : String(error);
        store.set({ draft: { ...store.get().draft, refusal: { sentence } } });
      });
    },
  };
  const { follow } = hearScrolling(page, room("scroller"));
  drawRegions(store, follow);
  const writing = hearWriting(page, room("composer"));
  hearPresses(page, writing);
  hearDropping(page, room("main"), writing);
  hearMenus(page);
  hearPopups(page, room("popup"));
  hearForms(page, room("form"), room("page"));
  hearEvents(page);
  mountPanel(room("wire"), page.api);
  startTicking(page);
  store.set({ channelId: sessionStorage.getItem("channel") ?? undefined });
  await loadWorld(page);
  const { world } = store.get();
  const before = world?.actors.find(({ id }) => id === sessionStorage.getItem("as"));
  if (world) await become(page, before?.id ?? world.as);
  room("composer").querySelector<HTMLElement>("#tail")?.focus();
}

await begin();
