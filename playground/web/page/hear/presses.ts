import { become, goToChannel } from "../act/world.ts";
import { deleteMessage, useControl, useMessageCommand } from "../act/on-message.ts";
import { begin } from "../composer/draft.ts";
import { sourcesOf } from "../composer/sources.ts";
import type { Page } from "../page.ts";
import { play } from "./playing.ts";
import { changeTheme } from "./theme.ts";
import type { Writing } from "./writing.ts";

/** What is pressed on the page, by the `data-` that it carries. */
export function hearPresses(page: Page, writing: Writing): void {
  const { store, run } = page;

  const HOOKS: Readonly<Record<string, (value: string, element: HTMLElement) => void>> = {
    channel: (id) => run(goToChannel(page, id)),
    channelId: (id, { dataset }) => run(goToMessage(page, id, dataset["messageId"])),
    command: (path) => {
      const usable = sourcesOf(store.get()).usables.find((one) => one.path === path);
      if (usable) writing.change(begin(usable));
    },
    actor: (id) => run(become(page, id)),
    who: () => store.set({ isChoosingActor: !store.get().isChoosingActor }),
    themeTo: (theme) => changeTheme(store, theme === "light" ? "light" : "dark"),
    drawer: () => store.set({ isDrawerOpen: !store.get().isDrawerOpen }),
    wire: () => store.set({ isWireOpen: !store.get().isWireOpen }),
    reveal: (key) => store.set({ revealed: new Set(store.get().revealed).add(key) }),
    play: (_, element) => play(element),
    app: (name) => {
      const { popup } = store.get();
      store.set({ popup: undefined });
      if (popup) run(useMessageCommand(page, popup.messageId, name));
    },
    delete: (id) => remove(id),
    dismiss: (id) => remove(id),
    more: (id, element) => {
      if (store.get().popup?.messageId === id) return store.set({ popup: undefined });
      const { right, bottom } = element.getBoundingClientRect();
      store.set({ popup: { messageId: id, left: right, top: bottom + 4 } });
    },
  };

  function remove(id: string): void {
    store.set({ popup: undefined });
    run(deleteMessage(page, id));
  }

  // Mentions and spoilers are words that can be pressed, by keyboard too.
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ((key !== "Enter" && key !== " ") || !(target instanceof HTMLElement)) return;
    if (!target.matches("span[tabindex]")) return;
    event.preventDefault();
    target.click();
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    for (const [hook, act] of Object.entries(HOOKS)) {
      const name = hook.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const element = event.target.closest<HTMLElement>(`[data-${name}]`);
      if (!element) continue;
      event.preventDefault();
      return act(element.dataset[hook] ?? "", element);
    }
    if (follow(page, event.target)) event.preventDefault();
    else press(page, event.target);
  });
}

const PLACE = /^https:\/\/discord\.com\/channels\/[^/]+\/(\d+)(?:\/(\d+))?$/;

/** A link to a message of this Discord leads there, not to the real one. */
function follow(page: Page, target: Element): boolean {
  const link = target.closest<HTMLAnchorElement>("a[href]");
  const [, channelId, messageId] = PLACE.exec(link?.href ?? "") ?? [];
  const isHere = page.store.get().world?.channels.some(({ id }) => id === channelId) ?? false;
  if (channelId === undefined || !isHere) return false;
  page.run(goToMessage(page, channelId, messageId));
  return true;
}

/** A button of a message. */
function press(page: Page, target: Element): void {
  const button = target.closest<HTMLElement>("button.button[data-custom-id]");
  const message = button?.closest<HTMLElement>("[data-message-id]");
  const messageId = message?.dataset["messageId"];
  const customId = button?.dataset["customId"];
  if (!messageId || !customId) return;
  page.run(useControl(page, { path: "press", messageId, customId }));
}

async function goToMessage(page: Page, channelId: string, messageId?: string): Promise<void> {
  const { store } = page;
  if (store.get().world?.channels.every(({ id }) => id !== channelId)) return;
  if (store.get().channelId !== channelId) await goToChannel(page, channelId);
  store.set({ isAtEnd: messageId === undefined });
  store.flush();
  if (messageId === undefined) return;
  const message = document.querySelector(`#message-${CSS.escape(messageId)}`);
  message?.scrollIntoView({ block: "center" });
  message?.animate([{ background: "var(--mention-back)" }, {}], { duration: 2000 });
}
