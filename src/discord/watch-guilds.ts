import { GatewayDispatchEvents, type Client } from "discord.js";
import { z } from "zod";

const Snowflake = z.string().regex(/^\d+$/);
const Ready = z.object({
  guilds: z.array(z.object({ id: Snowflake })),
  shard: z.tuple([z.int(), z.int()]).default([0, 1]),
});
const GuildHere = z.object({ id: Snowflake, unavailable: z.boolean().optional() });

export interface GuildWatcher {
  joined(guildId: string): void;
  left(guildId: string): void;
  session(guildIds: ReadonlySet<string>, covers: (guildId: string) => boolean): void;
}

/**
 * Which guilds the bot is in, from the gateway's own events: discord.js says nothing of a guild that
 * was left while its session was gone, and keeps it in its cache. To be called before the client
 * connects. Source: Discord's documentation, "Ready", "Guild Delete" and "Sharding".
 */
export function watchGuilds(client: Client, watcher: GuildWatcher): void {
  client.ws.on(GatewayDispatchEvents.Ready, (data) => {
    const { guilds, shard } = Ready.parse(data);
    const [id, count] = shard;
    // All guilds of this shard, those in an outage too.
    watcher.session(
      new Set(guilds.map((guild) => guild.id)),
      (guildId) => shardOf(guildId, count) === id,
    );
  });
  client.ws.on(GatewayDispatchEvents.GuildCreate, (data) => {
    watcher.joined(GuildHere.parse(data).id);
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, (data) => {
    const { id, unavailable } = GuildHere.parse(data);
    // With it there is an outage; without it the bot was removed, or the guild is no more.
    if (unavailable !== true) watcher.left(id);
  });
}

const shardOf = (guildId: string, count: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(count));
