import { Collection, type Client } from "discord.js";
import { expect, test } from "vitest";
import { createCrossing } from "../../../src/discord/elsewhere/crossing.ts";
import { mayReceive } from "../../../src/discord/feeds/may-receive.ts";
import type { Received } from "../../../src/discord/shares/check-received.ts";
import { RetryableError } from "../../../src/generation/errors.ts";
import { NEW_GUILD } from "../../../src/policy/settings.ts";
import { finished, GUILD, idOf } from "../sharing/bench.ts";

// After a start Discord names a guild that is out, and none of its channels: who sees them, and which
// are age-restricted, nobody knows.

const guild = (id: string, available: boolean) => ({
  id,
  available,
  name: "Some Server",
  channels: { cache: new Collection() },
  roles: { cache: new Collection() },
});

function clientWith(...guilds: ReturnType<typeof guild>[]): Client {
  const cache = new Collection(guilds.map((one) => [one.id, one]));
  const client = { guilds: { cache } };
  for (const one of guilds) Object.assign(one, { client });
  return client as unknown as Client;
}

const RULES = {
  settings: { of: () => NEW_GUILD },
  blocklist: { findBlocked: () => null },
  operator: { safetyFloor: "none", allowedGuilds: undefined },
  nameOf: (id: string) => id,
} as unknown as Received;

test("whether something may be shown in a showcase is not decided while its guild is out", () => {
  const crossing = createCrossing(clientWith(guild(GUILD, false)));
  expect(() => crossing(GUILD, "800000000000000001")).toThrow(RetryableError);
  expect(createCrossing(clientWith(guild(GUILD, true)))(GUILD, "800000000000000001")).toBeNull();
});

test("a follower gets nothing of a guild that is out until that is back", () => {
  const place = { guildId: "333333333333333333", channelId: "800000000000000001" };
  const follower = guild(place.guildId, true);
  const generation = finished(idOf(1));
  const receive = (isHomeThere: boolean): boolean =>
    mayReceive(clientWith(guild(GUILD, isHomeThere), follower), generation, place, RULES);
  expect(receive(true)).toBe(true);
  expect(() => receive(false)).toThrow(RetryableError);
});

test("a follower that the operator no longer serves gets nothing", () => {
  const place = { guildId: "333333333333333333", channelId: "800000000000000001" };
  const client = clientWith(guild(GUILD, true), guild(place.guildId, true));
  const receive = (...allowed: string[]): boolean =>
    mayReceive(client, finished(idOf(1)), place, {
      ...RULES,
      operator: { safetyFloor: "none", allowedGuilds: new Set(allowed) },
    });
  expect(receive(GUILD, place.guildId)).toBe(true);
  expect(receive(GUILD)).toBe(false);
});
