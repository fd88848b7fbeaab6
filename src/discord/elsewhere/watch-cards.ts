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
  deleted: (messages: DeletedMessages) => Promise<void>,
  log: Pick<Log, "error">,
): CardWatcher {
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  function hear(guildId: string | undefined, channelId: string, messageIds: string[]): void {
    if (guildId === undefined || stopped) return;
    const telling = deleted({ guildId, channelId, messageIds })
      .catch((error: unknown) =>
        log.error({ guildId, channelId, error }, "whether a card was deleted is not known"),
      )
      .finally(() => underWay.delete(telling));
    underWay.add(telling);
  }

  client.ws.on(GatewayDispatchEvents.MessageDelete, (data) => {
    const { id, channel_id: channelId, guild_id: guildId } = Deleted.parse(data);
    hear(guildId, channelId, [id]);
  });
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, (data) => {
    const { ids, channel_id: channelId, guild_id: guildId } = DeletedInBulk.parse(data);
    hear(guildId, channelId, ids);
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}
