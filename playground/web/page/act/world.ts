import type { ChannelContent, WorldView } from "../../api.ts";
import { EMPTY_DRAFT } from "../composer/draft.ts";
import type { Page } from "../page.ts";
import type { PageState } from "../state/page-state.ts";

/** The world as it is now, without leaving the channel that is looked at. */
export async function loadWorld({ store, api }: Page, as = store.get().world?.as): Promise<void> {
  const query = as === undefined ? "" : `?${new URLSearchParams({ as })}`;
  const world = await api.get<WorldView>(`/api/world${query}`);
  const { channelId } = store.get();
  const here = world.channels.find(({ id }) => id === channelId) ?? world.channels[0];
  store.set({ world, channelId: here?.id, aheadMs: world.nowMs - Date.now() });
}

export async function loadChannel({ store, api }: Page, channelId: string): Promise<void> {
  const as = store.get().world?.as ?? "";
  const query = new URLSearchParams({ channel: channelId, as });
  const { messages } = await api.get<ChannelContent>(`/api/channel?${query}`);
  const state = store.get();
  // Somebody else is looking by now.
  if (state.world?.as !== as) return;
  store.set({ messages: new Map(state.messages).set(channelId, messages) });
}

/** All that is shown, once more: what happened meanwhile was not heard. */
export async function reload(page: Page): Promise<void> {
  await loadWorld(page);
  const { channelId } = page.store.get();
  page.store.set({ messages: new Map() });
  if (channelId !== undefined) await loadChannel(page, channelId);
}

const LEFT: Partial<PageState> = {
  openMenu: undefined,
  picks: undefined,
  popup: undefined,
  suggestions: undefined,
  draft: EMPTY_DRAFT,
  isChoosingActor: false,
  isDrawerOpen: false,
  isAtEnd: true,
};

export async function goToChannel(page: Page, channelId: string): Promise<void> {
  const { news, messages } = page.store.get();
  const left = new Map(news);
  left.delete(channelId);
  page.store.set({ ...LEFT, channelId, news: left });
  sessionStorage.setItem("channel", channelId);
  if (!messages.has(channelId)) await loadChannel(page, channelId);
}

/** Looks through somebody else's eyes; where they cannot see the channel, at another one. */
export async function become(page: Page, as: string): Promise<void> {
  const { store, api } = page;
  const isCurrent = (): boolean => store.get().world?.as === as;
  await loadWorld(page, as);
  if (!isCurrent()) return;
  store.set({ ...LEFT, messages: new Map(), news: new Map(), notices: new Map(), form: undefined });
  sessionStorage.setItem("as", as);
  // Its first event makes the page load what it shows.
  api.connect(as, (isLive) => {
    if (isCurrent()) store.set({ isLive });
  });
}
