import { z } from "zod";

/** The version of the records that this release writes. */
export const GENERATION_VERSION = 3;

const Version1 = z.looseObject({
  createdAt: z.int(),
  reservedMicroUsd: z.int(),
  cost: z.looseObject({ microUsd: z.int() }).nullable(),
  videos: z.array(z.looseObject({})),
});

/** Version 2: money by day, keys of guilds, moderators' verdicts, where options came from. */
function fromVersion1(older: unknown): unknown {
  const record = Version1.parse(older);
  return {
    ...record,
    parentChannelId: null,
    keyId: null,
    day: new Date(record.createdAt).toISOString().slice(0, 10),
    admittedAt: record.createdAt,
    // Given back where the cost is known already; nothing of that time counts as an overrun.
    boundMicroUsd: Math.max(record.reservedMicroUsd, record.cost?.microUsd ?? 0),
    review: null,
    spoiler: false,
    sources: null,
    deleted: null,
    videos: record.videos.map((video) => ({ ...video, review: null })),
  };
}

/** Version 3: a way back to what it was made after, and private results made public. */
const fromVersion2 = (older: unknown): unknown => ({
  ...z.looseObject({}).parse(older),
  after: null,
  madePublicAt: null,
});

/** Entry 0 makes version 2 of a record of version 1, and so on. */
export const generationMigrations: readonly ((older: unknown) => unknown)[] = [
  fromVersion1,
  fromVersion2,
];
