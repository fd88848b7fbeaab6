import type { Core } from "../core.ts";
import { permissionsIn } from "../member-permissions.ts";
import type { Channel, Interaction, Message, User } from "../model.ts";
import { presentChannel } from "../present/present-channel.ts";
import { presentMember, presentUser } from "../present/present-user.ts";
import { presentMessage } from "../present/present-message.ts";
import { keepInteraction } from "../world.ts";
import { mintToken } from "./interaction-token.ts";
import { dmUploadBytes } from "../upload-limits.ts";

export interface InteractionSpec {
  readonly type: number;
  readonly channel: Channel;
  readonly user: User;
  readonly data: Record<string, unknown>;
  /** The message whose component was used, or that a modal was opened from. */
  readonly source?: Message | null;
  readonly commandName?: string | null;
}

/** Makes an interaction, sends it to the bot and starts Discord's clock for the first answer. */
export function createInteraction(core: Core, spec: InteractionSpec): Interaction {
  const id = core.ids.next();
  const token = mintToken(id);
  const interaction: Interaction = {
    id,
    token,
    type: spec.type,
    guildId: spec.channel.guildId,
    channelId: spec.channel.id,
    userId: spec.user.id,
    payload: interactionPayload(core, spec, id, token),
    createdAt: core.clock.now(),
    tokenEndsAt: core.clock.now() + core.limits.tokenLifeMs,
    sourceMessageId: spec.source?.id ?? null,
    commandName: spec.commandName ?? null,
    state: "waiting",
    stopDeadline: () => {},
    originalMessageId: null,
    deferredEphemeral: false,
    response: null,
  };
  keepInteraction(core.world, interaction);
  interaction.stopDeadline = core.clock.alarm(core.limits.firstResponseMs, () => {
    interaction.state = "lapsed";
    core.events.emit("interactionLapsed", interaction);
  });
  core.events.emit("interaction", interaction);
  dispatchInteraction(core, interaction);
  return interaction;
}

export function dispatchInteraction(core: Core, interaction: Interaction): void {
  core.dispatch({
    t: "INTERACTION_CREATE",
    d: interaction.payload,
    guildId: interaction.guildId,
    intent: null,
  });
}

function interactionPayload(
  core: Core,
  spec: InteractionSpec,
  id: string,
  token: string,
): Record<string, unknown> {
  const { world } = core;
  const { channel, user } = spec;
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined;
  const member = guild?.members.get(user.id);
  const permissions = permissionsIn(world, channel, user.id).toString();
  return {
    version: 1,
    id,
    application_id: world.bot.id,
    type: spec.type,
    token,
    data: spec.data,
    channel_id: channel.id,
    channel: { ...presentChannel(world, channel), permissions },
    app_permissions: permissionsIn(world, channel, world.bot.id).toString(),
    attachment_size_limit: guild?.statedUploadBytes ?? dmUploadBytes,
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { 0: guild?.id ?? "0" },
    context: guild ? 0 : 1,
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: {
            ...(member ? presentMember(member) : {}),
            user: presentUser(user),
            permissions,
          },
        }
      : { user: presentUser(user) }),
    ...(spec.source ? { message: presentMessage(core, spec.source) } : {}),
  };
}
