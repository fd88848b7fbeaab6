import { PermissionFlagsBits } from "discord-api-types/v10";
import { apiError } from "./api-error.ts";
import { permissionsIn } from "./member-permissions.ts";
import type { Channel } from "./model.ts";
import { has } from "./permissions.ts";
import type { World } from "./world.ts";

/** @throws ApiError 50083: nothing inside an archived thread can be changed */
export function requireOpenThread(world: World, channel: Channel): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.archived) throw apiError("archivedThread");
  if (thread.locked && !mayManage(world, channel)) throw apiError("lockedThread");
}

/**
 * Sending wakes an archived thread, unless it was locked.
 *
 * @returns true when the thread was woken
 * @throws ApiError 50083, 160005
 */
export function wakeThread(world: World, channel: Channel): boolean {
  const { thread } = channel;
  if (!thread) return false;
  if (thread.locked && !mayManage(world, channel)) {
    throw apiError(thread.archived ? "archivedThread" : "lockedThread");
  }
  const woken = thread.archived;
  thread.archived = false;
  return woken;
}

function mayManage(world: World, channel: Channel): boolean {
  return has(permissionsIn(world, channel, world.bot.id), PermissionFlagsBits.ManageThreads);
}
