import { expect, onTestFinished, test } from "vitest";
import { pixverseV56 } from "../../../../src/providers/runware/pixverse-v5-6.ts";
import { createDefaults } from "../../../../src/sharing/defaults/defaults.ts";
import { PRESET_LIMITS } from "../../../../src/sharing/presets/preset.ts";
import { createPresets } from "../../../../src/sharing/presets/presets.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openMemoryBackend } from "../../../../src/stores/memory-backend.ts";
import { createStore } from "../../../../src/stores/store.ts";

const GUILD = "222222222222222222";
const OTHER_GUILD = "222222222222222223";
const MEMBER = "444444444444444444";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function setUp() {
  const backend = openMemoryBackend();
  const store = createStore(backend, silent);
  onTestFinished(() => store.close());
  const stores = openCollections(store);
  const errors: object[] = [];
  const tools = {
    stores,
    card: pixverseV56,
    log: { error: (facts: object) => errors.push(facts) },
  };
  return {
    backend,
    stores,
    errors,
    presets: createPresets(tools),
    defaults: createDefaults(tools),
  };
}

const named = (id: number, name = `preset ${id}`) => ({
  id: String(id),
  name,
  options: { seed: id },
});
const sharedBy = (memberId: string, id: number) => ({
  ...named(id),
  memberId,
  memberName: "Member One",
});

test("a member keeps 25, and can still save over one of them", async () => {
  const { presets } = await setUp();
  for (let id = 1; id <= PRESET_LIMITS.own; id += 1) await presets.save(MEMBER, named(id));
  await expect(presets.save(MEMBER, named(26))).rejects.toThrow(/You have 25 presets/);
  const saved = await presets.save(MEMBER, { ...named(27), name: "PRESET 7" });
  expect(saved).toEqual({
    replaced: true,
    preset: { id: "7", name: "PRESET 7", options: { seed: 27 } },
  });
  expect((await presets.usable(GUILD, MEMBER)).own).toHaveLength(25);
});

test("many saves at the same time keep within the limit and lose none", async () => {
  const { presets } = await setUp();
  const saves = await Promise.allSettled(
    Array.from({ length: 30 }, (_, at) => presets.save(MEMBER, named(at + 1))),
  );
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(25);
  expect((await presets.usable(GUILD, MEMBER)).own).toHaveLength(25);
});

test("a guild has room for 100 shared ones, and for a newer copy of one of them", async () => {
  const { presets } = await setUp();
  for (let id = 1; id <= PRESET_LIMITS.shared; id += 1) {
    await presets.share(GUILD, sharedBy(MEMBER, id));
  }
  await expect(presets.share(GUILD, sharedBy(MEMBER, 101))).rejects.toThrow(/shares 100 presets/);
  await presets.share(GUILD, { ...sharedBy(MEMBER, 5), name: "newer" });
  const { shared } = await presets.usable(GUILD, "1");
  expect(shared.filter(({ id }) => id === "5")).toMatchObject([{ name: "newer" }]);
  expect(shared).toHaveLength(100);
});

test("a copy stays in another guild when its preset is deleted, and is still the member's to take away", async () => {
  const { presets } = await setUp();
  await presets.save(MEMBER, named(1));
  await presets.share(GUILD, sharedBy(MEMBER, 1));
  await presets.share(OTHER_GUILD, sharedBy(MEMBER, 1));
  expect(await presets.delete(GUILD, MEMBER, "1")).toBe(true);
  expect(await presets.usable(GUILD, MEMBER)).toMatchObject({ own: [], shared: [] });
  expect((await presets.usable(OTHER_GUILD, MEMBER)).shared).toHaveLength(1);
  expect(await presets.delete(GUILD, MEMBER, "1")).toBe(false);
});

test("nobody deletes a shared one of somebody else as their own", async () => {
  const { presets } = await setUp();
  await presets.share(GUILD, sharedBy(MEMBER, 1));
  expect(await presets.delete(GUILD, "1", "1")).toBe(false);
  expect((await presets.usable(GUILD, "1")).shared).toHaveLength(1);
});

test("everything of a member can be forgotten, and nothing of others with it", async () => {
  const { presets, defaults, stores } = await setUp();
  await presets.save(MEMBER, named(1));
  await presets.share(GUILD, sharedBy(MEMBER, 1));
  await presets.share(GUILD, sharedBy("9", 2));
  await defaults.set({ scope: "member", memberId: MEMBER }, { seed: 1 });
  await presets.forgetMember(MEMBER);
  await defaults.forgetMember(MEMBER);
  expect(await presets.usable(GUILD, MEMBER)).toMatchObject({
    own: [],
    shared: [{ memberId: "9" }],
  });
  expect(await stores.memberDefaults.ids()).toEqual([]);
  expect(await stores.presets.ids()).toEqual([]);
});

test("presets that cannot be read begin anew, set aside and logged", async () => {
  const { presets, backend, errors } = await setUp();
  await backend.connections.cold.set(`presets:${MEMBER}`, "[{");
  await backend.connections.cold.set(`shared-presets:${GUILD}`, "[{");
  await presets.share(GUILD, sharedBy(MEMBER, 2));
  await presets.save(MEMBER, named(1));
  expect(await presets.usable(GUILD, MEMBER)).toMatchObject({
    own: [{ id: "1" }],
    shared: [{ id: "2" }],
  });
  expect(errors).toMatchObject([{ id: GUILD }, { id: MEMBER }]);
  expect(await backend.connections.cold.keys("broken:")).toHaveLength(2);
});
