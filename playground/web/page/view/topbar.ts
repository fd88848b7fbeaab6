import { markup, type Html } from "../../render/html.ts";
import { channelOf, type PageState } from "../state/page-state.ts";
import { hash, list, pulse, speech, thread } from "./icons.ts";

export function topbar(state: PageState): Html {
  const channel = channelOf(state);
  const isDirect = channel?.guildId === null;
  const name = isDirect ? (state.world?.bot.name ?? "") : (channel?.name ?? "");
  const sign = isDirect ? speech : channel?.isThread ? thread : hash;
  const news = [...state.news].some(([id, count]) => count > 0 && id !== channel?.id);
  return markup`<button
      type="button"
      class="tool open-drawer"
      data-drawer
      aria-expanded="${state.isDrawerOpen ? "true" : "false"}"
      aria-controls="drawer"
      aria-label="${news ? "Servers and channels, unread" : "Servers and channels"}">
      ${list}</button>
    <span class="sign">${sign}</span>
    <h1>${name}</h1>
    ${channel?.topic ? markup`<span class="topic" title="${channel.topic}">${channel.topic}</span>` : markup`<span class="space"></span>`}
    <button
      type="button"
      class="tool"
      data-wire
      aria-pressed="${state.isWireOpen ? "true" : "false"}"
      title="What the bot, Discord and Runware say to each other">
      ${pulse}<span class="tool-words">Wire</span></button>
    ${!state.isLive && markup`<div class="connection" role="status">The playground does not answer. Trying again…</div>`}`;
}
