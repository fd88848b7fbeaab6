import type { Actor } from "../../playground/discord/actor/member.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import { ChannelType, type Message } from "../../playground/discord/model.ts";
import type { LocalDiscord } from "../../playground/discord/server.ts";
import { type Look, lookAt } from "./look.ts";
import type { AskPlan } from "./plan.ts";
import type { Place } from "./scene.ts";

/** A message that claims to show a generation. The object is the local Discord's own and lives on. */
export interface Shown {
  readonly message: Message;
  readonly as: "card" | "post" | "directMessage";
}

/** One request as it is seen from outside: what was typed and what the member was shown of it. */
export interface Entry {
  /** Also the generation's id. */
  readonly id: string;
  readonly use: Use;
  readonly plan: AskPlan;
  readonly place: Place;
  readonly member: Actor;
  /** In real time, as the bot's clock is. */
  readonly askedAt: number;
  state: "asked" | "answered" | "refused" | "lapsed";
  readonly shown: Shown[];
  /** An end was shown somewhere. */
  isOver: boolean;
  /** Its card was deleted, or its channel is gone: what comes now is seen elsewhere, or nowhere. */
  isOutOfSight: boolean;
}

export interface Book {
  readonly entries: ReadonlyMap<string, Entry>;
  add(ask: Pick<Entry, "use" | "plan" | "place" | "member">): Entry;
  /** Calls back whenever a message of a generation comes or changes. */
  watch(react: (entry: Entry, message: Message, look: Look) => void): void;
  /** Requests whose end nobody has seen yet. */
  inFlight(): Entry[];
}

/** Keeps the account of all requests by listening to the local Discord. */
export function openBook({ events, world }: LocalDiscord): Book {
  const entries = new Map<string, Entry>();
  const reactions: Parameters<Book["watch"]>[0][] = [];

  events.on("interactionLapsed", ({ id }) => {
    const entry = entries.get(id);
    if (entry !== undefined) entry.state = "lapsed";
  });
  events.on("interactionResponse", ({ interaction, response }) => {
    const entry = entries.get(interaction.id);
    if (entry === undefined || response.kind !== "message") return;
    const isCard = lookAt(response.message).generationId === entry.id;
    entry.state = isCard ? "answered" : "refused";
  });
  events.on("message", ({ kind, message }) => {
    if (message.authorId !== world.bot.id) return;
    const look = lookAt(message);
    const entry = entries.get(look.generationId ?? "");
    if (entry === undefined || look.isInbox) return;
    if (kind === "create") entry.shown.push({ message, as: kindOf(message) });
    if (kind === "delete") {
      entry.isOutOfSight = true;
      return;
    }
    entry.isOver ||= look.isOver;
    for (const react of reactions) react(entry, message, look);
  });

  function kindOf(message: Message): Shown["as"] {
    if (world.channels.get(message.channelId)?.type === ChannelType.dm) return "directMessage";
    return message.interaction === null ? "post" : "card";
  }

  return {
    entries,
    add(ask) {
      const entry: Entry = {
        ...ask,
        id: ask.use.interactionId,
        askedAt: Date.now(),
        state: "asked",
        shown: [],
        isOver: false,
        isOutOfSight: false,
      };
      entries.set(entry.id, entry);
      return entry;
    },
    watch: (react) => void reactions.push(react),
    inFlight: () =>
      [...entries.values()].filter(
        ({ state, isOver, isOutOfSight }) =>
          (state === "asked" || state === "answered") && !isOver && !isOutOfSight,
      ),
  };
}
