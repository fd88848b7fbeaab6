import { PermissionFlagsBits } from "discord-api-types/v10";
import { invalidField } from "../api-error.ts";
import type { Core } from "../core.ts";
import { permissionsIn } from "../member-permissions.ts";
import type { Channel, Message } from "../model.ts";
import { has } from "../permissions.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/**
 * A page of a channel, newest first, by `around`, `before` or `after`. Without Read Message
 * History the page is empty rather than refused (Discord's reference, "Get Channel Messages").
 *
 * @throws ApiError 50035 for a limit outside 1–100
 */
export function pageOf(core: Core, channel: Channel, query: URLSearchParams): Message[] {
  const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalidField(
      ["limit"],
      "NUMBER_TYPE_MAX",
      `int value should be between 1 and ${MAX_LIMIT}.`,
    );
  }
  const bits = permissionsIn(core.world, channel, core.world.bot.id);
  if (!has(bits, PermissionFlagsBits.ReadMessageHistory)) return [];
  const oldestFirst = [...channel.messages.values()].filter(
    (message) => message.ephemeralFor === null,
  );
  return select(oldestFirst, query, limit).toReversed();
}

function select(oldestFirst: Message[], query: URLSearchParams, limit: number): Message[] {
  const after = query.get("after");
  if (after) return oldestFirst.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
  const around = query.get("around");
  if (around) {
    const half = Math.floor(limit / 2);
    const middle = oldestFirst.findIndex(({ id }) => BigInt(id) >= BigInt(around));
    const from = Math.max(0, (middle === -1 ? oldestFirst.length : middle) - half);
    return oldestFirst.slice(from, from + limit);
  }
  const before = query.get("before");
  const older = before ? oldestFirst.filter(({ id }) => BigInt(id) < BigInt(before)) : oldestFirst;
  return older.slice(-limit);
}
