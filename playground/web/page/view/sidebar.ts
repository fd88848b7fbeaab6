import type { ChannelView } from "../../api.ts";
import { avatar } from "../../render/components/avatar.ts";
import { attributes, markup, type Html } from "../../render/html.ts";
import { channelOf, guildOf, type PageState } from "../state/page-state.ts";
import { BOT_PICTURE } from "../state/render-context.ts";
import { hash, thread } from "./icons.ts";
import { people } from "./people.ts";

/** The channels of the server one is in, and below them who one is. */
export function sidebar(state: PageState): Html {
  const guildId = channelOf(state)?.guildId ?? null;
  const channels = (state.world?.channels ?? []).filter((channel) => channel.guildId === guildId);
  const title = guildId === null ? "Direct messages" : (guildOf(state)?.name ?? "");
  const top = channels.filter(({ isThread }) => !isThread);
  const rows = top.flatMap((channel) => [
    place(channel, state),
    ...channels
      .filter(({ parentId, isThread }) => isThread && parentId === channel.id)
      .map((below) => place(below, state)),
  ]);
  return markup`<h2 class="sidebar-head">${title}</h2>
    <nav aria-label="Channels">
      <ul class="channels">
        ${guildId !== null && markup`<li class="group" aria-hidden="true">Channels</li>`}${rows}
      </ul>
    </nav>
    <div class="people">${people(state)}</div>`;
}

function place(channel: ChannelView, state: PageState): Html {
  const { id, guildId, isThread, name } = channel;
  const isHere = id === state.channelId;
  const news = isHere ? 0 : (state.news.get(id) ?? 0);
  const shown = guildId === null ? (state.world?.bot.name ?? name) : name;
  const named = {
    type: "button",
    class: news > 0 ? "place news" : "place",
    "aria-current": isHere ? "page" : undefined,
    "aria-label": news > 0 ? `${shown}, ${news} unread` : shown,
    "data-channel": id,
  };
  const sign =
    guildId === null
      ? avatar(shown, new URL(BOT_PICTURE, location.href).href)
      : isThread
        ? thread
        : hash;
  return markup`<li data-key="${id}"${attributes({ class: isThread ? "thread" : undefined })}><button${attributes(named)}>${sign}<span class="place-name">${shown}</span>${guildId === null && news > 0 && markup`<span class="badge" aria-hidden="true">${news}</span>`}</button></li>`;
}
