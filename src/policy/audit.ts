import { z } from "zod";
import { createKeyTurns } from "../generation/key-turns.ts";
import type { Collection, Log } from "../generation/ports.ts";

/** Something a moderator did, or the bot in their place. */
export const AuditEntrySchema = z.object({
  guildId: z.string(),
  /** Milliseconds since 1970. */
  at: z.int(),
  /** The member's id, or "bot". */
  by: z.string(),
  /** Kebab-case: `settings-safety`, `approve`, `block`. */
  action: z.string(),
  subject: z.object({
    memberId: z.string().optional(),
    generationId: z.string().optional(),
    channelId: z.string().optional(),
  }),
  /** A sentence written for moderators; what people wrote is escaped in it. */
  detail: z.string(),
  /** What it came from, such as the interaction: told twice it is on record once. */
  source: z.string().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntrySchema>;

/** So many entries in one document; a full one is never written again. */
export const ENTRIES_A_PAGE = 100;
/** Documents read for one answer: what nobody finds in them may be further down. */
const PAGES_AT_ONCE = 20;

export const AuditPageSchema = z.array(AuditEntrySchema);
/** The number of the newest page of a guild, from 1. */
export const AuditHeadSchema = z.object({ page: z.int().positive() });

/** Where reading goes on: everything before entry `index` of page `page`. */
export interface AuditCursor {
  page: number;
  index: number;
}

export interface AuditPart {
  /** Newest first. */
  entries: AuditEntry[];
  /** Null at the beginning of the trail. */
  older: AuditCursor | null;
}

/** What was done in a guild, in its order; nothing in it is ever changed. */
export interface Audit {
  /** @throws {Error} the store does not take it */
  append(entry: AuditEntry): Promise<void>;
  /** With `memberId` only what they did and what was done about them. */
  read(
    guildId: string,
    options: { limit: number; before?: AuditCursor | undefined; memberId?: string | undefined },
  ): Promise<AuditPart>;
}

export interface AuditTools {
  pages: Collection<AuditEntry[]> & { ids(): Promise<string[]> };
  heads: Collection<{ page: number }>;
  log: Pick<Log, "error">;
}

export function createAudit({ pages, heads, log }: AuditTools): Audit {
  const turns = createKeyTurns();
  const keyOf = (guildId: string, page: number): string => `${guildId}:${page}`;

  /** Of an unreadable page nothing can be shown; the others are not hidden by it. */
  async function readPage(guildId: string, page: number): Promise<AuditEntry[]> {
    try {
      return (await pages.get(keyOf(guildId, page))) ?? [];
    } catch (error) {
      log.error({ guildId, page, error }, "a page of the audit trail cannot be read");
      return [];
    }
  }

  async function headOf(guildId: string): Promise<number> {
    try {
      return (await heads.get(guildId))?.page ?? 1;
    } catch (error) {
      log.error(
        { guildId, error },
        "the head of an audit trail cannot be read: looking for its end",
      );
      const numbers = (await pages.ids()).flatMap((id) => {
        const [guild, page] = id.split(":");
        return guild === guildId ? [Number(page)] : [];
      });
      return numbers.reduce((highest, page) => Math.max(highest, page), 1);
    }
  }

  async function newestPage(guildId: string): Promise<number> {
    const page = await headOf(guildId);
    // The head is written after the page it names: killed in between, it lags one behind.
    const isNewer = (await readPage(guildId, page + 1)).length > 0;
    return isNewer ? page + 1 : page;
  }

  /** False where the page is full. */
  async function addTo(guildId: string, page: number, entry: AuditEntry): Promise<boolean> {
    let isFull = false;
    await pages.update(keyOf(guildId, page), (current = []) => {
      if (current.some((there) => isSame(there, entry))) return undefined;
      isFull = current.length >= ENTRIES_A_PAGE;
      return isFull ? undefined : [...current, entry];
    });
    return !isFull;
  }

  return {
    append: (entry) =>
      turns.run(entry.guildId, async () => {
        const { guildId } = entry;
        let page = await newestPage(guildId);
        try {
          if (await addTo(guildId, page, entry)) return;
        } catch (error) {
          // Only an unreadable page is skipped; a store that takes nothing will not take the next.
          log.error({ guildId, page, error }, "the audit trail goes on on its next page");
        }
        page += 1;
        await addTo(guildId, page, entry);
        await heads.set(guildId, { page });
      }),

    async read(guildId, { limit, before, memberId }) {
      const isWanted = (entry: AuditEntry): boolean =>
        memberId === undefined || entry.by === memberId || entry.subject.memberId === memberId;
      const entries: AuditEntry[] = [];
      let page = before?.page ?? (await newestPage(guildId));
      let index = before?.index ?? Infinity;
      for (let read = 0; page >= 1 && read < PAGES_AT_ONCE; read += 1) {
        const there = await readPage(guildId, page);
        for (index = Math.min(index, there.length); index > 0; index -= 1) {
          if (entries.length === limit) return { entries, older: { page, index } };
          const entry = there[index - 1];
          if (entry !== undefined && isWanted(entry)) entries.push(entry);
        }
        page -= 1;
        index = Infinity;
      }
      return { entries, older: page >= 1 ? { page, index: ENTRIES_A_PAGE } : null };
    },
  };
}

const isSame = (a: AuditEntry, b: AuditEntry): boolean =>
  a.source !== undefined && a.source === b.source && a.action === b.action;
