import type { Collection, Log } from "../../generation/ports.ts";
import { NEW_SHOWCASE, type ShowcaseRecord } from "./showcase-record.ts";

/** How each guild's showcase stands, as it is stored. */
export interface ShowcaseRecords {
  of(guildId: string): Promise<ShowcaseRecord>;
  change(
    guildId: string,
    decide: (current: ShowcaseRecord) => Partial<ShowcaseRecord>,
  ): Promise<ShowcaseRecord>;
}

export function createShowcaseRecords(
  store: Collection<ShowcaseRecord>,
  log: Pick<Log, "error">,
): ShowcaseRecords {
  /** What waited waits for its next favourite, and the week that is over is not shown again. */
  async function begun(guildId: string, error: unknown): Promise<void> {
    if (!(await store.setAside(guildId))) throw error;
    log.error({ guildId, error }, "how a showcase stands cannot be read: it begins anew");
  }

  return {
    async of(guildId) {
      try {
        return (await store.get(guildId)) ?? NEW_SHOWCASE;
      } catch (error) {
        await begun(guildId, error);
        return NEW_SHOWCASE;
      }
    },
    async change(guildId, decide) {
      let now = NEW_SHOWCASE;
      const write = () =>
        store.update(guildId, (current = NEW_SHOWCASE) => {
          now = { ...current, ...decide(current) };
          return now;
        });
      try {
        await write();
      } catch (error) {
        await begun(guildId, error);
        await write();
      }
      return now;
    },
  };
}
