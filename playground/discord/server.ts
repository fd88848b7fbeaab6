import { setMaxListeners } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGuild, type GuildHandle, type GuildOptions } from "./actor/guild.ts";
import { type Look, waitFor, type WaitOptions } from "./actor/wait-for.ts";
import { createBot } from "./bot.ts";
import { type Clock, createClock } from "./clock.ts";
import type { Core } from "./core.ts";
import { createDiscordFaults, createValve, type DiscordFaults } from "./discord-faults.ts";
import { createEvents, type DiscordEmitter } from "./events.ts";
import { createFaultDesk } from "./faults.ts";
import { createFileStore } from "./file-store.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createRouter } from "./http/router.ts";
import { serveRequests } from "./http/serve-requests.ts";
import { dispatchInteraction } from "./interactions/create-interaction.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { User } from "./model.ts";
import { createRateLimits } from "./rate-limits.ts";
import { allRoutes } from "./rest/all-routes.ts";
import { createSnowflakes } from "./snowflake.ts";
import { createUrlSigner } from "./url-signer.ts";
import { createWire, type Wire } from "./wire.ts";
import { createWorld, type World } from "./world.ts";

export interface DiscordOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly token?: string;
  readonly botName?: string;
  /** A bot of before, whose messages are still there. */
  readonly bot?: User;
  readonly limits?: Partial<Limits>;
}

export interface LocalDiscord {
  /** What the bot takes as `DISCORD_API_URL`. */
  readonly apiUrl: string;
  /** The only bot token that is let in. */
  readonly token: string;
  /** Also the bot's user id. */
  readonly applicationId: string;
  readonly world: World;
  readonly clock: Clock;
  readonly faults: DiscordFaults;
  readonly wire: Wire;
  readonly events: DiscordEmitter;
  /** What lies behind the handles, for a client that shows everything. */
  readonly core: Core;
  createGuild(options?: GuildOptions): GuildHandle;
  /** Waits for anything at all; looks again after each event. */
  waitFor<T>(look: Look<T>, options?: WaitOptions): Promise<T>;
  /** Sends an interaction's event once more, as Discord does now and then. */
  replay(interactionId: string): void;
  close(): Promise<void>;
}

/** Starts a Discord on 127.0.0.1: REST, gateway and CDN behind one port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<LocalDiscord> {
  const clock = options.clock ?? createClock();
  const ids = createSnowflakes(clock);
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { bot, token } = createBot(ids, options);
  const world = createWorld(bot);
  const events = createEvents();
  const wire = createWire();
  const closing = new AbortController();
  // Every waiting member listens for it.
  setMaxListeners(0, closing.signal);
  const desk = createFaultDesk();
  const valve = createValve((event) => gateway.dispatch(event));

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
    closing: closing.signal,
    dispatch: (event) => valve.dispatch(event),
  };
  const gateway = createGateway(core);
  serveRequests(server, gateway, {
    core,
    wire,
    faults: desk,
    rateLimits: createRateLimits(clock, limits),
    router: createRouter(allRoutes(core)),
  });

  return {
    apiUrl: `${core.origin}/api`,
    token,
    applicationId: bot.id,
    world,
    clock,
    faults: createDiscordFaults(desk, gateway, valve),
    wire,
    events,
    core,
    createGuild: (guildOptions) => createGuild(core, guildOptions),
    waitFor: (look, waitOptions) =>
      waitFor(core, look, () => `${wire.total} requests so far`, waitOptions),
    replay(interactionId) {
      const interaction = world.interactions.get(interactionId);
      if (!interaction) throw new Error(`there was no interaction ${interactionId}`);
      dispatchInteraction(core, interaction);
    },
    async close() {
      closing.abort();
      gateway.close();
      // A clock given to us may go on without us, but not ring for us.
      if (!options.clock) clock.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      events.removeAllListeners();
    },
  };
}
