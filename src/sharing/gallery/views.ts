import { z } from "zod";
import type { Clock, Log } from "../../generation/ports.ts";
import type { Shelved } from "../ports.ts";
import { timeOf } from "../snowflake.ts";
import { WantedSchema, type Wanted } from "./wanted.ts";

/** What an open gallery shows, which is more than a custom id can hold. */
export const ViewSchema = z.object({ readerId: z.string(), wanted: WantedSchema });
export type View = z.infer<typeof ViewSchema>;

/** An ephemeral message is gone once its reader's client restarts. */
const KEPT_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** The galleries that members have open, so that their buttons work after a restart of the bot. */
export interface Views {
  /** @param id of the interaction that opened it */
  keep(guildId: string, id: string, view: View): Promise<void>;
  /** Undefined where it is no longer kept, or another member's. */
  find(guildId: string, id: string, readerId: string): Promise<Wanted | undefined>;
  /** Begins no more removals and resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export function openViews(store: Shelved<View>, clock: Clock, log: Pick<Log, "warn">): Views {
  let callOff: (() => void) | undefined;
  let stopped = false;
  let sweeping = sweep();

  /** Never rejects: what stays is removed by the next. */
  async function sweep(): Promise<void> {
    try {
      const before = clock.now() - KEPT_MS;
      for (const key of await store.ids()) {
        if (stopped) return;
        if (timeOf(key.slice(key.indexOf(":") + 1)) < before) await store.delete(key);
      }
    } catch (error) {
      log.warn({ error }, "what closed galleries showed is removed later");
    }
    if (!stopped) {
      callOff = clock.after(HOUR_MS, () => {
        sweeping = sweep();
      });
    }
  }

  return {
    keep: (guildId, id, view) => store.set(`${guildId}:${id}`, view),
    async find(guildId, id, readerId) {
      const view = await store.get(`${guildId}:${id}`);
      // The id comes from a custom id, which can be forged.
      return view?.readerId === readerId ? view.wanted : undefined;
    },
    async stop() {
      stopped = true;
      callOff?.();
      await sweeping;
    },
  };
}
