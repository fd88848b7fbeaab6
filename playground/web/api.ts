import type { APIApplicationCommandOption, APIMessage } from "discord-api-types/v10";

/**
 * What the playground's page and its server say to each other. Types only: the server is
 * `playground/serve/`, the page is bundled for a browser.
 *
 * Everything is JSON over the page's own origin. `as` says who somebody is, by an actor's id; it is
 * a choice of the page, no secret. Each POST needs `content-type: application/json` (uploads send
 * the file itself) and the `Origin` of the page, which browsers send by themselves. What is refused
 * has another status than 200 and a {@link Refusal} as its body.
 *
 * | request | query or body | answer |
 * |---|---|---|
 * | GET /api/world | `?as` | {@link WorldView} |
 * | GET /api/channel | `?channel&as` | {@link ChannelContent} |
 * | GET /api/events | `?as` | server-sent events, each one {@link PlaygroundEvent} as its `data` |
 * | POST /api/slash | {@link SlashRequest} | {@link Answer} |
 * | POST /api/autocomplete | {@link AutocompleteRequest} | {@link Choices} |
 * | POST /api/press | {@link PressRequest} | {@link Answer} |
 * | POST /api/select | {@link SelectRequest} | {@link Answer} |
 * | POST /api/modal | {@link ModalRequest} | {@link Answer} |
 * | POST /api/message-command | {@link MessageCommandRequest} | {@link Answer} |
 * | POST /api/say | {@link SayRequest} | {@link Done} |
 * | POST /api/delete | {@link DeleteRequest} | {@link Done} |
 * | POST /api/upload | `?as&name`, the bytes as the body, `content-type` of the file | {@link Upload} |
 * | GET /media/… | addresses as they stand in messages; byte ranges | the file |
 * | GET /api/wire | | {@link WireView} |
 * | GET /api/wire/detail | `?id` | {@link WireDetail} |
 * | POST /api/faults | {@link FaultRequest} | {@link Switches} |
 * | POST /api/bot | {@link BotRequest} | {@link BotView} |
 * | POST /api/tokens/expire | `{}` | {@link Done} |
 * | POST /api/clock/advance | {@link AdvanceRequest} | {@link Done} |
 */
export interface Refusal {
  /** A sentence for the person at the page. */
  readonly error: string;
}

export type Done = Readonly<Record<string, never>>;

// ── The world, as one person sees it ────────────────────────────────────────────────────────────

export interface WorldView {
  /** The local Discord's clock, in milliseconds since 1970; it may be ahead of the browser's. */
  readonly nowMs: number;
  /** Who this is the world of. */
  readonly as: string;
  readonly bot: PersonView;
  /** Everybody one may be. */
  readonly actors: readonly ActorView[];
  /** Everybody, the bot too: whom a mention or a menu of users can name. */
  readonly people: readonly PersonView[];
  /** Only those this person is in. */
  readonly guilds: readonly GuildView[];
  /** Text channels and threads that this person sees, in order; and the direct messages with the bot. */
  readonly channels: readonly ChannelView[];
  /** Every registered command; which of them are offered is up to {@link ChannelView.commandIds}. */
  readonly commands: readonly CommandView[];
  readonly botState: BotView;
}

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

export interface ActorView extends PersonView {
  readonly role: "member" | "moderator" | "outsider";
  /** What this person may do, in a few words. */
  readonly note: string;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly memberIds: readonly string[];
}

export interface ChannelView {
  readonly id: string;
  /** null: direct messages with the bot. */
  readonly guildId: string | null;
  /** The number of Discord's channel type. */
  readonly type: number;
  readonly name: string;
  readonly topic: string | null;
  /** The channel a thread hangs on. */
  readonly parentId: string | null;
  readonly isThread: boolean;
  readonly isArchived: boolean;
  readonly isNsfw: boolean;
  readonly canSend: boolean;
  /** Whether messages of others may be deleted: Manage Messages. */
  readonly canDelete: boolean;
  /** Commands that Discord's client offers here to this person, message commands too. */
  readonly commandIds: readonly string[];
  readonly lastMessageId: string | null;
}

export interface CommandView {
  readonly id: string;
  /** null: a command of every server. */
  readonly guildId: string | null;
  /** 1: a slash command, 3: a message command (the Apps menu of a message). */
  readonly type: number;
  readonly name: string;
  readonly description: string;
  /** As registered: subcommands, options, choices, limits. */
  readonly options: readonly APIApplicationCommandOption[];
}

export interface ChannelContent {
  readonly channelId: string;
  /** The latest few hundred, oldest first, with the person's own ephemeral messages. Addresses of files are the page's own. */
  readonly messages: readonly APIMessage[];
}

// ── What happens, as it happens ─────────────────────────────────────────────────────────────────

/** Only what this person may see; wire lines and switches come to everybody. */
export type PlaygroundEvent =
  /** First on each connection, also after a lost one: whatever is shown may be old, fetch it again. */
  | { readonly type: "hello" }
  /** Created, or edited where the id is known already. Ephemeral ones carry flag 64. */
  | { readonly type: "message"; readonly message: APIMessage }
  | { readonly type: "messageGone"; readonly channelId: string; readonly messageId: string }
  /** Servers, channels, threads, roles or registered commands changed: fetch the world again. */
  | { readonly type: "world" }
  | { readonly type: "bot"; readonly bot: BotView }
  /** The local servers' clocks were moved. */
  | { readonly type: "clock"; readonly nowMs: number }
  /** A new line of the wire, or one that changed (same id). */
  | { readonly type: "wire"; readonly line: WireLine; readonly violations: number }
  | { readonly type: "switches"; readonly switches: readonly SwitchView[] };

// ── What a person does ──────────────────────────────────────────────────────────────────────────

interface Somewhere {
  readonly as: string;
  readonly channelId: string;
}

interface OnMessage extends Somewhere {
  readonly messageId: string;
}

/**
 * Values by option name: text, numbers and booleans as they are; users, roles and channels by id;
 * an attachment as an {@link UploadReference}.
 */
export type OptionValues = Readonly<Record<string, string | number | boolean | UploadReference>>;

export interface UploadReference {
  readonly upload: string;
}

export interface SlashRequest extends Somewhere {
  /** With its subcommands: `settings safety`. */
  readonly path: string;
  readonly options: OptionValues;
}

export interface AutocompleteRequest extends Somewhere {
  readonly path: string;
  readonly option: string;
  readonly typed: string;
  /** What the other options hold so far. */
  readonly options: OptionValues;
}

export interface PressRequest extends OnMessage {
  readonly customId: string;
}

export interface SelectRequest extends OnMessage {
  readonly customId: string;
  /** Values of a string select; ids in the others. */
  readonly values: readonly string[];
}

export interface ModalRequest {
  readonly as: string;
  /** {@link OpenModal.interactionId} */
  readonly interactionId: string;
  /**
   * By the custom id of the field: text, true or false for a checkbox, a value of radio buttons, a
   * list for selects and groups of checkboxes, references for files.
   */
  readonly values: Readonly<
    Record<string, string | boolean | readonly string[] | readonly UploadReference[]>
  >;
}

export interface MessageCommandRequest extends OnMessage {
  readonly name: string;
}

export interface SayRequest extends Somewhere {
  readonly text: string;
}

/** Deletes one's own message, or as a moderator any; dismisses an ephemeral one. */
export type DeleteRequest = OnMessage;

export interface Upload extends UploadReference {
  readonly name: string;
  readonly size: number;
}

/**
 * What the bot answered; it comes when the bot has. The message itself comes as an event, before or
 * after this. A form opens only where it was asked for, so it comes here and not as an event.
 */
export type Answer =
  | {
      readonly kind: "message" | "thinking" | "update";
      readonly channelId: string;
      readonly messageId: string;
    }
  /** Acknowledged, with nothing to show yet. */
  | { readonly kind: "quiet" }
  | { readonly kind: "modal"; readonly modal: OpenModal }
  /** The three seconds went by: Discord's "The application did not respond". */
  | { readonly kind: "noAnswer"; readonly text: string };

export interface OpenModal {
  readonly interactionId: string;
  readonly title: string;
  readonly custom_id: string;
  readonly components: readonly object[];
}

export interface Choices {
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
}

// ── The side panel ──────────────────────────────────────────────────────────────────────────────

export interface WireView {
  /** The latest few hundred, oldest first. */
  readonly lines: readonly WireLine[];
  readonly switches: readonly SwitchView[];
  readonly botState: BotView;
  readonly nowMs: number;
  /** Requests that Discord would have refused; none, while all is well. */
  readonly violations: number;
}

export interface WireLine {
  readonly id: number;
  readonly kind: "interaction" | "discord" | "runware" | "task";
  readonly atMs: number;
  /** `POST /channels/:id/messages`, `/video`, `videoInference` */
  readonly title: string;
  /** Who, where, how large: a few words more. */
  readonly note: string;
  readonly status: { readonly text: string; readonly tone: "good" | "bad" | "waiting" | "plain" };
  /** What its body was held against: a schema of Discord's. */
  readonly schema: { readonly name: string; readonly ok: boolean } | null;
  /** Whether a switch of the panel had its hand in this. */
  readonly isFaulty: boolean;
}

export interface WireDetail {
  readonly id: number;
  /** Named bodies: `sent`, `answered`, `refused because`. Long texts in them are cut. */
  readonly parts: readonly { readonly name: string; readonly value: unknown }[];
}

/** Something that can be made to go wrong. */
export interface SwitchView {
  readonly id: string;
  /** What it is about: "Runware", "Discord", "Network". */
  readonly group: string;
  readonly label: string;
  readonly hint: string;
  /** `once`: a button that does it now; `isOn` means nothing then. */
  readonly kind: "switch" | "once";
  readonly isOn: boolean;
}

export interface Switches {
  readonly switches: readonly SwitchView[];
}

export interface FaultRequest {
  readonly id: string;
  /** A `once` is done whatever this says. */
  readonly on: boolean;
}

export interface BotView {
  readonly state: "starting" | "online" | "stopped";
  /** How often it was started. */
  readonly starts: number;
  /** What became of it, where it is stopped: "killed", "exit code 1". */
  readonly note: string;
}

export interface BotRequest {
  /** `kill`: at once, by SIGKILL. `restart`: asks it to end as an operator does, and starts it again. */
  readonly do: "kill" | "stop" | "start" | "restart";
}

export interface AdvanceRequest {
  /** Forward only; at most 31 days at a time. */
  readonly ms: number;
}

// ── Between the page and its panel ──────────────────────────────────────────────────────────────

/** What the page gives to `mountPanel(root, api)` of `panel/mount-panel.ts`; the page keeps the one event stream. */
export interface PlaygroundApi {
  /** @throws {Error} with the sentence of a {@link Refusal} */
  get<T>(path: string): Promise<T>;
  /** @throws {Error} with the sentence of a {@link Refusal} */
  post<T>(path: string, body: object): Promise<T>;
  /** Hears every event from now on. Returns a way to stop. */
  listen(hear: (event: PlaygroundEvent) => void): () => void;
}
