import type { APIMessage } from "discord-api-types/v10";
import type { PlaygroundEvent } from "../../api.ts";
import { loadWorld, reload } from "../act/world.ts";
import type { Page } from "../page.ts";
import { withMessage, withoutMessage } from "../state/message-list.ts";

/** What happens in the world, as the server tells it. */
export function hearEvents(page: Page): void {
  const { store, api, run } = page;
  // An edit that was under way when its message went does not bring it back.
  const gone = new Set<string>();
  api.listen((event) => {
    switch (event.type) {
      case "hello":
        return run(reload(page));
      case "world":
        return run(loadWorld(page));
      case "message":
        return gone.has(event.message.id) ? undefined : take(page, event.message);
      case "messageGone":
        gone.add(event.messageId);
        return drop(page, event);
      case "clock":
        return store.set({ aheadMs: event.nowMs - Date.now() });
      case "bot": {
        const { world } = store.get();
        return store.set({ world: world && { ...world, botState: event.bot } });
      }
      case "wire":
      case "switches":
        return undefined;
    }
  });
}

function take({ store }: Page, message: APIMessage): void {
  const { messages, news, channelId, world } = store.get();
  const id = message.channel_id;
  const known = messages.get(id);
  if (known) store.set({ messages: new Map(messages).set(id, withMessage(known, message)) });
  const isNews =
    id !== channelId && message.edited_timestamp === null && message.author.id !== world?.as;
  if (isNews) store.set({ news: new Map(news).set(id, (news.get(id) ?? 0) + 1) });
}

type Gone = Extract<PlaygroundEvent, { type: "messageGone" }>;

function drop({ store }: Page, { channelId, messageId }: Gone): void {
  const { messages } = store.get();
  const known = messages.get(channelId);
  if (!known) return;
  store.set({ messages: new Map(messages).set(channelId, withoutMessage(known, messageId)) });
}
