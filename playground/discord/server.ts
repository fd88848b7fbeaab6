import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClock, type Clock } from "./clock.ts";
import type { Core } from "./core.ts";
import { createEvents, type DiscordEmitter } from "./events.ts";
import { createFileStore } from "./file-store.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createGuild, type GuildHandle, type GuildOptions } from "./actor/guild.ts";
import { createRouter } from "./http/router.ts";
import { serveApi } from "./http/serve-api.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { applicationRoutes } from "./rest/applications.ts";
import { commandRoutes } from "./rest/commands.ts";
import { interactionRoutes } from "./rest/interactions.ts";
import { webhookRoutes } from "./rest/webhooks.ts";
import { createSnowflakes } from "./snowflake.ts";
import { createUrlSigner } from "./url-signer.ts";
import { createWire, type Wire } from "./wire.ts";
import { createWorld, type World } from "./world.ts";
import { serveCdn } from "./http/serve-cdn.ts";

export interface DiscordOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly token?: string;
  readonly botName?: string;
  readonly limits?: Partial<Limits>;
}

export interface LocalDiscord {
  /** What the bot takes as `DISCORD_API_URL`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly world: World;
  readonly clock: Clock;
  readonly wire: Wire;
  readonly events: DiscordEmitter;
  createGuild(options?: GuildOptions): GuildHandle;
  close(): Promise<void>;
}

/** Starts a Discord on 127.0.0.1: REST, gateway and CDN behind one port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<LocalDiscord> {
  const clock = options.clock ?? createClock();
  const ids = createSnowflakes(clock);
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const botId = ids.next();
  const token =
    options.token ?? `${Buffer.from(botId).toString("base64url")}.local.${"x".repeat(38)}`;
  const world = createWorld({
    id: botId,
    username: options.botName ?? "Flipbook",
    globalName: null,
    bot: true,
    locale: "en-US",
    uploadLimitBytes: 0,
    dmsOpen: false,
  });
  const events = createEvents();
  const wire = createWire();

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  const core: Core = {
    origin: `http://127.0.0.1:${port}`,
    token,
    clock,
    ids,
    world,
    events,
    limits,
    signer: createUrlSigner(clock, limits.urlLifeMs),
    files: createFileStore(),
    dispatch: (event) => gateway.dispatch(event),
  };
  const gateway = createGateway(core);
  const router = createRouter([
    ...applicationRoutes(core),
    ...commandRoutes(core),
    ...interactionRoutes(core),
    ...webhookRoutes(core),
  ]);

  server.on("request", (request, response) => {
    const serving = request.url?.startsWith("/api/")
      ? serveApi({ core, router, wire }, request, response)
      : serveCdn(core, request, response);
    serving.catch((error: unknown) => {
      // The client hung up in the middle; there is nobody left to answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.url?.startsWith("/gateway")) gateway.upgrade(request, socket, head);
    else socket.destroy();
  });

  return {
    apiUrl: `${core.origin}/api`,
    token,
    applicationId: botId,
    world,
    clock,
    wire,
    events,
    createGuild: (guildOptions) => createGuild(core, guildOptions),
    async close() {
      gateway.close();
      if (!options.clock) clock.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      events.removeAllListeners();
    },
  };
}
