import type { Core } from "../core.ts";
import type { Message } from "../model.ts";
import { presentMessage } from "./present-message.ts";
import { presentMember } from "./present-user.ts";

/**
 * The message as far as a bot without the Message Content intent may read it: what others say is
 * blank, save in direct messages and where the bot is mentioned. (Interactions carry messages
 * whole.)
 */
export function presentToBot(core: Core, message: Message): Record<string, unknown> {
  const shown = presentMessage(core, message);
  const botId = core.world.bot.id;
  const isReadable =
    message.authorId === botId || message.guildId === null || message.mentions.includes(botId);
  if (isReadable) return shown;
  return { ...shown, content: "", embeds: [], attachments: [], components: [] };
}

/** MESSAGE_CREATE and MESSAGE_UPDATE carry the guild and the author's membership as well. */
export function presentMessageEvent(core: Core, message: Message): Record<string, unknown> {
  const guild = message.guildId ? core.world.guilds.get(message.guildId) : undefined;
  const member = guild?.members.get(message.authorId);
  return {
    ...presentToBot(core, message),
    ...(guild ? { guild_id: guild.id } : {}),
    ...(member ? { member: presentMember(member) } : {}),
  };
}
