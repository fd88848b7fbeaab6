import { GatewayIntentBits } from "discord-api-types/v10";
import { z } from "zod";
import type { Core } from "../core.ts";
import { presentGuildCreate } from "../present/present-guild.ts";
import { presentUser } from "../present/present-user.ts";
import { gatewayUrl } from "../rest/applications.ts";
import { shardOf } from "../snowflake.ts";
import { CloseCode, Intent } from "../wire-numbers.ts";
import { createSession, type Session } from "./session.ts";

export const identifySchema = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.number().int(), z.number().int()]).optional(),
});

export type IdentifyData = z.infer<typeof identifySchema>;

export type IdentifyOutcome =
  | { readonly closeCode: number }
  | { readonly session: Session; readonly greet: () => void };

const PRIVILEGED = Intent.guildMembers | Intent.guildPresences | Intent.messageContent;

// Bits 18, 19, 22 and 23 were never given out; beyond 25 nothing is defined.
const KNOWN_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === "number" ? all | bit : all),
  0,
);

/** A guild of more than this per shard would be refused without sharding. */
const GUILDS_A_SHARD = 2_500;

export function identify(
  core: Core,
  data: IdentifyData,
  sessions: Map<string, Session>,
): IdentifyOutcome {
  const shard = data.shard ?? [0, 1];
  if (data.token !== core.token) return { closeCode: CloseCode.authenticationFailed };
  if (shard[0] < 0 || shard[0] >= shard[1]) return { closeCode: CloseCode.invalidShard };
  if ((data.intents & ~KNOWN_INTENTS) !== 0) return { closeCode: CloseCode.invalidIntents };
  if (data.intents & PRIVILEGED) return { closeCode: CloseCode.disallowedIntents };

  const guilds = [...core.world.guilds.values()].filter(
    (guild) => guild.botPresent && shardOf(guild.id, shard[1]) === shard[0],
  );
  if (guilds.length > GUILDS_A_SHARD) return { closeCode: CloseCode.shardingRequired };

  // Of a process that died nobody will resume: its session would only gather events.
  for (const old of sessions.values()) {
    const sameShard = old.shard[0] === shard[0] && old.shard[1] === shard[1];
    if (sameShard && !old.connected) sessions.delete(old.id);
  }
  const session = createSession(shard, data.intents);
  sessions.set(session.id, session);

  return {
    session,
    greet() {
      session.deliver("READY", {
        v: 10,
        user: { ...presentUser(core.world.bot), email: null, verified: true, mfa_enabled: true },
        guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
        session_id: session.id,
        session_type: "normal",
        resume_gateway_url: gatewayUrl(core),
        shard,
        application: { id: core.world.bot.id, flags: 0 },
        private_channels: [],
        relationships: [],
        presences: [],
        user_settings: {},
        guild_join_requests: [],
        geo_ordered_rtc_regions: [],
        _trace: [],
      });
      for (const guild of guilds) {
        if (guild.unavailable || !(data.intents & Intent.guilds)) continue;
        session.deliver("GUILD_CREATE", presentGuildCreate(core.world, guild));
      }
      core.events.emit("ready", { sessionId: session.id, shard });
    },
  };
}
