import type { ChannelView } from "../../api.ts";
import { markup, type Html } from "../../render/html.ts";
import type { PageState } from "../state/page-state.ts";
import { channelOf } from "../state/page-state.ts";
import { BOT_PICTURE } from "../state/render-context.ts";

/** Direct messages on top, then the servers. */
export function rail(state: PageState): Html {
  const { world } = state;
  const here = channelOf(state)?.guildId;
  const direct = world?.channels.filter(({ guildId }) => guildId === null) ?? [];
  const servers = (world?.guilds ?? []).map(({ id, name }) => {
    const channels = world?.channels.filter(({ guildId }) => guildId === id) ?? [];
    return entry(name, markup`<span aria-hidden="true">${initials(name)}</span>`, channels, {
      isHere: here === id,
      news: newsIn(state, channels),
    });
  });
  const face = markup`<img src="${BOT_PICTURE}" alt="" />`;
  return markup`${
    direct.length > 0 &&
    entry("Direct messages", face, direct, {
      isHere: here === null,
      news: newsIn(state, direct),
      isCounted: true,
    })
  }<li class="rule" aria-hidden="true"></li>${servers}`;
}

interface Look {
  isHere: boolean;
  news: number;
  /** Direct messages say how many; a server only that there are. */
  isCounted?: boolean;
}

function entry(name: string, face: Html, channels: readonly ChannelView[], look: Look): Html {
  const { isHere, news, isCounted = false } = look;
  const label = news > 0 ? `${name}, unread` : name;
  return markup`<li>
    <button
      type="button"
      class="server${news > 0 && " news"}"
      title="${name}"
      aria-label="${label}"
      aria-current="${isHere ? "true" : "false"}"
      data-channel="${channels[0]?.id}">
      ${face}</button>
    ${isCounted && news > 0 && markup`<span class="badge" aria-hidden="true">${news}</span>`}
  </li>`;
}

const newsIn = ({ news }: PageState, channels: readonly ChannelView[]): number =>
  channels.reduce((sum, { id }) => sum + (news.get(id) ?? 0), 0);

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join("")
    .toUpperCase();
