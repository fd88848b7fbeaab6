import {
  Client,
  DefaultRestOptions,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  Routes,
  Status,
  type APIApplication,
  type Interaction,
  type RESTOptions,
} from "discord.js";
import type { Log } from "../generation/ports.ts";
import type { Command } from "./define-command.ts";
import { startFault } from "./start-fault.ts";

/**
 * Every interaction token makes discord.js keep a queue of its own; at its usual hour between two
 * sweeps they would be the largest thing in memory on a busy day.
 */
const HANDLER_SWEEP_MS = 30_000;

/**
 * The gateway client. No intent of it is privileged; no cache that grows with
 * traffic, since everything the bot needs comes with each interaction.
 */
export function createClient(
  apiUrl: string,
  log: Log,
  /** Discord asks for one for every 2,500 guilds at least; "auto": as many as it recommends. */
  shards: number | "auto",
  /** Sends each request; every other REST instance is made with the same. */
  makeRequest: RESTOptions["makeRequest"] = DefaultRestOptions.makeRequest,
): Client {
  const client = new Client({
    ...(shards === "auto"
      ? { shards }
      : { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards }),
    // The second only for messages that are deleted: what is shown elsewhere goes with its card.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    // A private thread that the bot is not in is known only by the interaction that comes from it, and
    // what it belongs to decides which rules hold there.
    partials: [Partials.Channel],
    rest: { api: apiUrl, handlerSweepInterval: HANDLER_SWEEP_MS, makeRequest },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: {
        maxSize: 10,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ThreadMemberManager: 0,
    }),
  });
  client.on(Events.Error, (error) => log.error({ error }, "the Discord client reported an error"));
  client.on(Events.Warn, (warning) => log.warn({ warning }, "the Discord client warned"));
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.error({ shard, code }, "Discord closed the gateway connection for good"),
  );
  client.on(Events.ShardReconnecting, (shard) =>
    log.info({ shard }, "reconnecting to the gateway"),
  );
  return client;
}

/**
 * The id of the application. The first word with Discord: a wrong token shows here.
 * @throws {Error} with a sentence for the operator
 */
export async function findApplication(client: Client): Promise<string> {
  try {
    return ((await client.rest.get(Routes.currentApplication())) as APIApplication).id;
  } catch (error) {
    throw startFault(error, client.rest.options.api);
  }
}

/**
 * Puts the commands in place of all that were registered before.
 * @throws {Error} with a sentence for the operator
 */
export async function registerCommands(
  client: Client,
  applicationId: string,
  commands: readonly Command[],
): Promise<void> {
  try {
    await client.rest.put(Routes.applicationCommands(applicationId), {
      body: commands.map(({ payload }) => payload),
    });
  } catch (error) {
    throw startFault(error, client.rest.options.api);
  }
}

/** Connects and resolves when every shard is ready; from then on interactions arrive. */
export async function connect(
  client: Client,
  token: string,
  onInteraction: (interaction: Interaction) => void,
): Promise<void> {
  client.on(Events.InteractionCreate, onInteraction);
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  await client.login(token);
  await ready;
}

/** Whether interactions can arrive: every shard has its session. */
export function isConnected(client: Client): boolean {
  const { shards } = client.ws;
  return shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}
