import type { APIMessage } from "discord-api-types/v10";
import { vi } from "vitest";
import type { Playground } from "../../../../playground/serve/open-playground.ts";
import type {
  Answer,
  ChannelContent,
  PlaygroundEvent,
  WorldView,
} from "../../../../playground/web/api.ts";
import { PATIENCE } from "./patience.ts";
import { readEvents } from "./read-events.ts";

/** What a browser does, for one person at the page. */
export interface Page {
  readonly as: string;
  get<T>(path: string): Promise<T>;
  /** @throws {Error} with status and sentence */
  post<T = Answer>(path: string, body: object): Promise<T>;
  world(): Promise<WorldView>;
  /** A channel's id by its name. */
  channel(name: string): Promise<string>;
  messages(channelId: string): Promise<readonly APIMessage[]>;
  /** The message, once this holds. */
  waitFor(channelId: string, holds: (message: APIMessage) => boolean): Promise<APIMessage>;
  /** Everything heard so far, in its order. */
  listen(): Promise<{ readonly heard: readonly PlaygroundEvent[]; close(): Promise<void> }>;
}

export function openPage(
  { address, cast }: Playground,
  role: "member" | "moderator" | "outsider",
): Page {
  const as = cast.find((one) => one.role === role)?.id ?? "";

  async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${address}${path}`, init);
    const body = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${response.status} ${body.error}`);
    return body;
  }

  const world = () => ask<WorldView>(`/api/world?as=${as}`);
  const messages = async (channelId: string) =>
    (await ask<ChannelContent>(`/api/channel?channel=${channelId}&as=${as}`)).messages;

  return {
    as,
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", origin: address },
        body: JSON.stringify({
          ...(path.startsWith("/api/") && needsSomebody(path) ? { as } : {}),
          ...body,
        }),
      }),
    world,
    async channel(name) {
      const found = (await world()).channels.find((channel) => channel.name === name);
      if (!found) throw new Error(`no channel ${name}`);
      return found.id;
    },
    messages,
    async waitFor(channelId, holds) {
      return vi.waitUntil(async () => (await messages(channelId)).find(holds), PATIENCE);
    },
    listen: () => readEvents(`${address}/api/events?as=${as}`),
  };
}

const needsSomebody = (path: string): boolean => !/\/(faults|bot|tokens|clock)/.test(path);

/** The bot is connected and its commands are offered. */
export async function untilOnline(page: Page): Promise<void> {
  await vi.waitUntil(async () => {
    const { botState, commands } = await page.world();
    if (botState.state === "stopped") throw new Error(`the bot ended: ${botState.note}`);
    return botState.state === "online" && commands.length > 0;
  }, PATIENCE);
}
