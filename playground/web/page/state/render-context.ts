import type { RenderContext } from "../../render/context.ts";
import { guildOf, type PageState } from "./page-state.ts";

export const BOT_PICTURE = "/assets/flipbook.svg";

const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);

/** What the renderer has to know: names as this person knows them, and what is open or revealed. */
export function renderContext(state: PageState): RenderContext {
  const { world } = state;
  const guild = guildOf(state);
  const botPicture = new URL(BOT_PICTURE, location.href).href;
  const people = (world?.people ?? []).filter(
    ({ id }) => guild === undefined || guild.memberIds.includes(id),
  );
  return {
    nowMs: Date.now() + state.aheadMs,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    names: {
      user(id) {
        const person = world?.people.find((one) => one.id === id);
        if (!person) return undefined;
        const isOurs = id === world?.bot.id;
        return {
          name: person.name,
          bot: person.isBot,
          ...(isOurs ? { avatar: botPicture } : {}),
        };
      },
      role: (id) => world?.guilds.flatMap(({ roles }) => roles).find((role) => role.id === id),
      channel(id) {
        const channel = world?.channels.find((one) => one.id === id);
        return channel && { name: channel.name, kind: kindOf(channel.type) };
      },
    },
    viewerId: world?.as ?? "",
    revealed: state.revealed,
    ...(state.openMenu === undefined ? {} : { openMenu: state.openMenu }),
    candidates: [
      ...people.map(({ id }) => ({ id, type: "user" }) as const),
      ...(guild?.roles ?? []).map(({ id }) => ({ id, type: "role" }) as const),
      ...(world?.channels ?? [])
        .filter(({ guildId }) => guildId !== null && guildId === guild?.id)
        .map(({ id }) => ({ id, type: "channel" }) as const),
    ],
  };
}

const kindOf = (type: number): "thread" | "text" => (THREADS.has(type) ? "thread" : "text");
