import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/generation/errors.ts";
import type { Generation, State } from "../../../src/generation/generation.ts";
import { createRecords, type Records } from "../../../src/generation/records.ts";
import { createService, type ServiceTools } from "../../../src/generation/service.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const MEMBER = "444444444444444444";

/** A service as far as a cancel goes, with one record in its store. */
async function serviceWith(
  state: State,
  /** What happens in the moment between the look at the record and the change of it. */
  meanwhile: (records: Records, generation: Generation) => Promise<void> = async () => {},
) {
  const records = createRecords(openCollections(await openStore("memory:")));
  const generation = sampleGeneration({ state });
  await records.add(generation);
  const refreshed: Generation[] = [];
  const service = createService({
    records: {
      ...records,
      async find(id: string) {
        const found = await records.find(id);
        await meanwhile(records, generation);
        return found;
      },
    },
    runner: { refresh: (changed: Generation) => void refreshed.push(changed) },
    clock: { now: () => SAMPLE_NOW },
  } as unknown as ServiceTools);
  return { service, records, generation, refreshed };
}

describe("a cancel", () => {
  test("ends what is queued, gives its reservation back and tells the runner", async () => {
    const { service, generation, refreshed } = await serviceWith("queued");
    const cancelled = await service.cancel(generation.id, MEMBER);
    expect(cancelled).toMatchObject({
      state: "cancelled",
      cancel: { by: MEMBER, at: SAMPLE_NOW },
      reservedMicroUsd: 0,
      endedAt: SAMPLE_NOW,
    });
    expect(refreshed).toEqual([cancelled]);
  });

  test.each(["submitting", "rendering"] as const)(
    "is only a flag on what is %s: its cost is still to come",
    async (state) => {
      const { service, generation } = await serviceWith(state);
      expect(await service.cancel(generation.id, MEMBER)).toEqual({
        ...generation,
        cancel: { by: MEMBER, at: SAMPLE_NOW },
      });
    },
  );

  test("a second time keeps the first", async () => {
    const { service, generation } = await serviceWith("rendering");
    await service.cancel(generation.id, MEMBER);
    const again = await service.cancel(generation.id, "999999999999999999");
    expect(again.cancel?.by).toBe(MEMBER);
  });

  test.each(["delivering", "done", "failed", "cancelled", "expired"] as const)(
    "of what is %s finds nothing left",
    async (state) => {
      const { service, generation } = await serviceWith(state);
      await expect(service.cancel(generation.id, MEMBER)).rejects.toThrow(UserError);
    },
  );

  test("of what nobody knows finds nothing left", async () => {
    const { service } = await serviceWith("queued");
    await expect(service.cancel("1", MEMBER)).rejects.toThrow(UserError);
  });

  test("finds nothing left where the video came in that very moment", async () => {
    const { service, generation, records } = await serviceWith("rendering", async (all, { id }) => {
      await all.change(id, () => ({ state: "delivering" }));
    });
    await expect(service.cancel(generation.id, MEMBER)).rejects.toThrow(UserError);
    expect(await records.find(generation.id)).toMatchObject({ state: "delivering", cancel: null });
  });

  test("finds nothing left where the record was archived in that very moment", async () => {
    const { service, generation } = await serviceWith("rendering", async (all, before) => {
      await all.archive({ ...before, state: "done" });
    });
    await expect(service.cancel(generation.id, MEMBER)).rejects.toThrow(UserError);
  });
});
