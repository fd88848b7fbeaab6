import { z } from "zod";
import type { Collection } from "../generation/ports.ts";

/** Who has reported a generation. Far more than a guild needs to notice, few enough for one record. */
const MOST_REPORTERS = 500;

export const ReportSchema = z.object({ by: z.array(z.string()) });
export type Report = z.infer<typeof ReportSchema>;

/** Members' reports: each member reports a generation once. Keys begin with the guild's id. */
export interface Reports {
  has(guildId: string, generationId: string, memberId: string): Promise<boolean>;
  add(guildId: string, generationId: string, memberId: string): Promise<void>;
}

const keyOf = (guildId: string, generationId: string): string => `${guildId}:${generationId}`;

export function createReports(store: Collection<Report>): Reports {
  return {
    async has(guildId, generationId, memberId) {
      const report = await store.get(keyOf(guildId, generationId));
      return report !== undefined && (report.by.includes(memberId) || isFull(report));
    },
    async add(guildId, generationId, memberId) {
      await store.update(keyOf(guildId, generationId), (report = { by: [] }) =>
        report.by.includes(memberId) || isFull(report)
          ? undefined
          : { by: [...report.by, memberId] },
      );
    },
  };
}

const isFull = ({ by }: Report): boolean => by.length >= MOST_REPORTERS;
