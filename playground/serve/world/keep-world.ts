import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { attachmentPath } from "../../discord/cdn-paths.ts";
import type { Channel, Command, Guild, User } from "../../discord/model.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import { PlaygroundError } from "../playground-error.ts";
import type { CastMember } from "./cast.ts";

/** Everything of the local Discord that outlives it. Interactions do not: their tokens die. */
export interface KeptWorld {
  readonly version: typeof VERSION;
  readonly nowMs: number;
  readonly token: string;
  readonly bot: User;
  readonly cast: readonly CastMember[];
  readonly users: ReadonlyMap<string, User>;
  readonly guilds: ReadonlyMap<string, Guild>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly commands: ReadonlyMap<string, Command>;
}

const VERSION = 1;
const FILE = "world.bin";

/** What an earlier playground left in the folder. @throws {PlaygroundError} for one it cannot read */
export async function readWorld(folder: string): Promise<KeptWorld | undefined> {
  const path = join(folder, FILE);
  try {
    const kept = deserialize(await readFile(path)) as KeptWorld;
    if (kept.version === VERSION) return kept;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new PlaygroundError(`${path} cannot be read. Choose another folder for --data.`, {
      cause,
    });
  }
  throw new PlaygroundError(`${path} is of another version. Choose another folder for --data.`);
}

export async function writeWorld(
  folder: string,
  { world, clock, token }: LocalDiscord,
  cast: readonly CastMember[],
): Promise<void> {
  const { bot, users, guilds, channels, commands } = world;
  const kept: KeptWorld = {
    version: VERSION,
    nowMs: clock.now(),
    token,
    bot,
    cast,
    users,
    guilds,
    channels,
    commands,
  };
  const path = join(folder, FILE);
  // Whoever pulls the plug now has the one before.
  await writeFile(`${path}.part`, serialize(kept));
  await rename(`${path}.part`, path);
}

/** Puts the world back into a local Discord that was started with its token and its bot. */
export function restoreWorld({ core, world }: LocalDiscord, kept: KeptWorld): void {
  for (const [id, user] of kept.users) if (id !== world.bot.id) world.users.set(id, user);
  for (const [id, guild] of kept.guilds) world.guilds.set(id, guild);
  for (const [id, command] of kept.commands) world.commands.set(id, command);
  for (const [id, channel] of kept.channels) {
    world.channels.set(id, channel);
    for (const { attachments } of channel.messages.values()) {
      for (const file of attachments) core.files.put(attachmentPath(id, file), file);
    }
  }
}
