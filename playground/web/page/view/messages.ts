import type { APIMessage } from "discord-api-types/v10";
import { markup, NOTHING, type Html } from "../../render/html.ts";
import { renderChannel } from "../../render/message/channel.ts";
import { channelOf, messagesOf, type PageState } from "../state/page-state.ts";
import { BOT_PICTURE, renderContext } from "../state/render-context.ts";
import { down, dots, hash } from "./icons.ts";

/** The channel that is looked at, from its first words to the newest. */
export function messages(state: PageState): Html {
  const channel = channelOf(state);
  if (!channel || !state.messages.has(channel.id)) return NOTHING;
  const context = {
    ...renderContext(state),
    ...(state.picks && state.openMenu
      ? { entered: new Map([[customIdOf(state.openMenu), state.picks]]) }
      : {}),
  };
  const shown = messagesOf(state);
  return markup`${shown.length < MANY && welcome(state)}${renderChannel(
    shown,
    context,
    channel.name,
    ({ id }) => beside(id, state),
  )}${
    !state.isAtEnd &&
    markup`<div class="to-newest"><button type="button" data-to-newest>
      To the newest ${down}</button></div>`
  }`;
}

/** From then on nobody needs to be told how it begins. */
const MANY = 50;

/** The last part of a menu's key: the renderer counts keys from the message down to it. */
const customIdOf = (menuKey: string): string => menuKey.slice(menuKey.lastIndexOf(".") + 1);

function beside(messageId: APIMessage["id"], { notices, popup }: PageState): Html {
  const notice = notices.get(messageId);
  return markup`<div class="toolbar">
      <button
        type="button"
        class="tool"
        data-more="${messageId}"
        aria-haspopup="menu"
        aria-expanded="${popup?.messageId === messageId ? "true" : "false"}"
        aria-label="More of this message"
        title="More">
        ${dots}</button>
    </div>
    ${notice && markup`<p class="message-notice" role="alert">${notice}</p>`}`;
}

function welcome(state: PageState): Html {
  const channel = channelOf(state);
  const bot = state.world?.bot.name ?? "the bot";
  const isDirect = channel?.guildId === null;
  const title = isDirect ? bot : `Welcome to #${channel?.name ?? ""}`;
  const seal = isDirect ? markup`<img src="${BOT_PICTURE}" alt="" />` : hash;
  const offered = (state.world?.commands ?? []).filter(
    ({ id, type }) => type === 1 && channel?.commandIds.includes(id),
  );
  const tries = TRIES.filter(({ path }) =>
    offered.some(({ name }) => name === path.split(" ")[0]),
  ).map(
    ({ path, what }) =>
      markup`<button type="button" class="try" data-command="${path}"><strong>/${path}</strong> ${what}</button>`,
  );
  return markup`<section class="welcome" aria-label="Welcome">
    <span class="seal" aria-hidden="true">${seal}</span>
    <h2>${title}</h2>
    <p>
      ${isDirect ? `What ${bot} has to tell you alone comes here.` : "Nothing here leaves this machine: Discord and Runware are played by two small servers."}
    </p>
    ${tries.length > 0 && channel?.canSend && markup`<div class="tries">${tries}</div>`}
  </section>`;
}

const TRIES = [
  { path: "video", what: "make a video" },
  { path: "gallery", what: "look at what was made" },
  { path: "usage", what: "see what it cost" },
] as const;
