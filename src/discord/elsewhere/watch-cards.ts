import { GatewayDispatchEvents, type Client } from "discord.js";
import { z } from "zod";
import type { Log } from "../../generation/ports.ts";
import type { DeletedMessages } from "../../sharing/gallery/deleted-cards.ts";

const Snowflake = z.string().regex(/^\d+$/);
/** Direct messages have no guild. Source: Discord's documentation, "Message Delete". */
const Deleted = z.object({
  id: Snowflake,
  channel_id: Snowflake,
  guild_id: Snowflake.optional(),
});
const DeletedInBulk = z.object({
  ids: z.array(Snowflake),
  channel_id: Snowflake,
  guild_id: Snowflake.optional(),
});

/** A channel or a thread. */
const DeletedChannel = z.object({ id: Snowflake, guild_id: Snowflake.optional() });

export interface Deletions {
  messagesDeleted(deleted: DeletedMessages): Promise<void>;
  channelDeleted(guildId: string, channelId: string): Promise<void>;
}

export interface CardWatcher {
  /** Hears no more, and resolves when what was heard is done. */
  stop(): Promise<void>;
}

/**
 * Messages that somebody deletes, from the gateway's own events: discord.js tells only of messages in
 * its cache, which has none. To be called before the client connects. What is missed while nobody listens shows when somebody looks.
 */
export function watchCards(
  client: Client,
  deletions: Deletions,
  log: Pick<Log, "error">,
): CardWatcher {
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  function hear(
    guildId: string | undefined,
    channelId: string,
    tell: (guildId: string) => Promise<void>,
  ): void {
    if (guildId === undefined || stopped) return;
    const telling = tell(guildId)
      .catch((error: unknown) =>
        log.error({ guildId, channelId, error }, "whether cards were deleted is not known"),
      )
      .finally(() => underWay.delete(telling));
    underWay.add(telling);
  }

  const messages = (guildId: string | undefined, channelId: string, messageIds: string[]): void =>
    hear(guildId, channelId, (own) =>
      deletions.messagesDeleted({ guildId: own, channelId, messageIds }),
    );

  client.ws.on(GatewayDispatchEvents.MessageDelete, (data) => {
    const { id, channel_id: channelId, guild_id: guildId } = Deleted.parse(data);
    messages(guildId, channelId, [id]);
  });
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, (data) => {
    const { ids, channel_id: channelId, guild_id: guildId } = DeletedInBulk.parse(data);
    messages(guildId, channelId, ids);
  });
  for (const event of [GatewayDispatchEvents.ChannelDelete, GatewayDispatchEvents.ThreadDelete]) {
    client.ws.on(event, (data) => {
      const { id, guild_id: guildId } = DeletedChannel.parse(data);
      hear(guildId, id, (own) => deletions.channelDeleted(own, id));
    });
  }
  return {
    async stop() {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}
