import { expect, test } from "vitest";
import { GenerationSchema } from "../../../src/generation/generation.ts";
import { GENERATION_VERSION, generationMigrations } from "../../../src/generation/migrations.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

/** A record as a release of this version would have written it, as it is read now. */
function migrated(older: object, version: number): unknown {
  return generationMigrations
    .slice(version - 1)
    .reduce((record: unknown, migrate) => migrate(record), older);
}

test("there is a way up from every version", () => {
  expect(generationMigrations).toHaveLength(GENERATION_VERSION - 1);
});

test("a record of version 2 leads back to nothing, and was never made public", () => {
  const now = sampleGeneration();
  const { after: _, madePublicAt: __, ...older } = now;
  expect(GenerationSchema.parse(migrated(older, 2))).toEqual(now);
});
