import type { Clock } from "./clock.ts";
import type { DiscordEmitter } from "./events.ts";
import type { FileStore } from "./file-store.ts";
import type { Limits } from "./limits.ts";
import type { Snowflakes } from "./snowflake.ts";
import type { UrlSigner } from "./url-signer.ts";
import type { World } from "./world.ts";

/** A gateway event on its way to the shards that are to hear it. */
export interface Dispatch {
  readonly t: string;
  readonly d: Record<string, unknown>;
  /** null: a direct message or an event of the user, which shard 0 hears. */
  readonly guildId: string | null;
  /** The intent that must have been asked for; null for events every session gets. */
  readonly intent: number | null;
}

/** What the rooms of the local Discord share. */
export interface Core {
  /** e.g. `http://127.0.0.1:4000`, without a path. */
  readonly origin: string;
  readonly token: string;
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly world: World;
  readonly events: DiscordEmitter;
  readonly limits: Limits;
  readonly signer: UrlSigner;
  readonly files: FileStore;
  /** Aborted when the local Discord closes: ends whatever still waits. */
  readonly closing: AbortSignal;
  dispatch(event: Dispatch): void;
}
