import type { APIMessage } from "discord-api-types/v10";
import type { ActorView, ChannelView, GuildView, OpenModal, WorldView } from "../../api.ts";
import { EMPTY_DRAFT, type Draft } from "../composer/draft.ts";
import type { Suggestions } from "../composer/rows.ts";

/** A form that lies open. What is typed stays in its fields; what is chosen is kept here. */
export interface OpenForm {
  modal: OpenModal;
  chosen: ReadonlyMap<string, readonly string[]>;
  files: ReadonlyMap<string, readonly File[]>;
  openMenu?: string | undefined;
  error?: string | undefined;
  isSending: boolean;
}

/** The menu of a message, and where it was asked for. */
export interface Popup {
  messageId: string;
  left: number;
  top: number;
}

export interface PageState {
  /** Undefined until the server has told. */
  world: WorldView | undefined;
  channelId: string | undefined;
  /** By channel; what was never looked at is not there. */
  messages: ReadonlyMap<string, readonly APIMessage[]>;
  /** By channel: how many came while another one was looked at. */
  news: ReadonlyMap<string, number>;
  revealed: ReadonlySet<string>;
  openMenu: string | undefined;
  /** What is ticked in the open menu, until it closes; undefined while nothing was. */
  picks: readonly string[] | undefined;
  /** Controls that wait for their answer: `messageId customId`. */
  busy: ReadonlySet<string>;
  /** What went wrong with a press, by message. */
  notices: ReadonlyMap<string, string>;
  draft: Draft;
  suggestions: Suggestions | undefined;
  form: OpenForm | undefined;
  popup: Popup | undefined;
  isChoosingActor: boolean;
  isDrawerOpen: boolean;
  isWireOpen: boolean;
  isDropping: boolean;
  isLive: boolean;
  isAtEnd: boolean;
  theme: "dark" | "light";
  /** How far the local Discord's clock is ahead of the browser's. */
  aheadMs: number;
}

export const initialState = (shown: Pick<PageState, "theme" | "isWireOpen">): PageState => ({
  world: undefined,
  channelId: undefined,
  messages: new Map(),
  news: new Map(),
  revealed: new Set(),
  openMenu: undefined,
  picks: undefined,
  busy: new Set(),
  notices: new Map(),
  draft: EMPTY_DRAFT,
  suggestions: undefined,
  form: undefined,
  popup: undefined,
  isChoosingActor: false,
  isDrawerOpen: false,
  isDropping: false,
  isLive: true,
  isAtEnd: true,
  aheadMs: 0,
  ...shown,
});

export const channelOf = ({ world, channelId }: PageState): ChannelView | undefined =>
  world?.channels.find(({ id }) => id === channelId);

export const guildOf = (state: PageState): GuildView | undefined => {
  const guildId = channelOf(state)?.guildId;
  return state.world?.guilds.find(({ id }) => id === guildId);
};

export const actorOf = ({ world }: PageState): ActorView | undefined =>
  world?.actors.find(({ id }) => id === world.as);

export const messagesOf = ({ messages, channelId }: PageState): readonly APIMessage[] =>
  messages.get(channelId ?? "") ?? [];
