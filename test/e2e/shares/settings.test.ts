import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cardWith, textOf, toldPrivately } from "../../support/cards.ts";
import { openManaged, type Managed } from "../../support/managing.ts";

let stage: Managed;
beforeAll(async () => {
  stage = await openManaged();
});
afterAll(() => stage.close());

async function set(options: Record<string, unknown> = {}): Promise<string> {
  return stage.told("settings sharing", options);
}

/** What `/setup` says in the end. */
async function examined(): Promise<string> {
  const use = await stage.place.slash("setup");
  return textOf(await cardWith(stage.place, use, /^(?!🔎)/));
}

beforeEach(async () => {
  await set({ "stop-incoming": true, outgoing: false });
});

test("both ways are off until they are set, and the panel says what holds", async () => {
  const incoming = stage.guild.createChannel({ name: "from-elsewhere" });
  expect(await set()).toMatch(/Incoming: off[^]*Outgoing: off[^]*Blocked:\*\* nobody/);
  expect(await set({ incoming })).toContain(`Incoming: <#${incoming.id}>`);
  expect(await set({ outgoing: true })).toMatch(/Incoming: <#\d+>[^]*Outgoing: on/);
  expect(await stage.told("settings show")).toContain(
    `**From other servers:** what members share, in <#${incoming.id}> · **to other servers:** what members share`,
  );
  expect(await examined()).toContain(
    `What members share from other servers arrives in <#${incoming.id}>.`,
  );
  expect(await set({ "stop-incoming": true, outgoing: false })).toMatch(
    /Incoming: off[^]*Outgoing: off/,
  );
});

test("a channel in which the bot cannot post is refused, and /setup says so where that came later", async () => {
  const incoming = stage.guild.createChannel({
    name: "closed",
    overwrites: [{ for: "bot", deny: ["SendMessages"] }],
  });
  expect(await set({ incoming })).toMatch(/I am missing \*\*Send Messages\*\* there/);
  expect(await set()).toMatch(/Incoming: off/);
  incoming.setOverwrites([]);
  await expect.poll(() => set({ incoming })).toContain(`Incoming: <#${incoming.id}>`);
  incoming.setOverwrites([{ for: "bot", deny: ["AttachFiles"] }]);
  await expect
    .poll(examined)
    .toContain(`I cannot post in <#${incoming.id}>, so nothing can be shared with this server.`);
  incoming.delete();
  await expect.poll(examined).toContain("The channel for videos from other servers is gone.");
});

test("a channel and its opposite together change nothing", async () => {
  const incoming = stage.guild.createChannel({ name: "both" });
  expect(await set({ incoming, "stop-incoming": true })).toMatch(/both at once say the opposite/);
  expect(await set()).toMatch(/Incoming: off/);
});

test("a forged choice of the menu is refused, of this server or another", async () => {
  const use = await stage.place.slash("settings sharing");
  const message = await use.message();
  const { forge } = stage.place;
  for (const value of ["logChannelId.1", "blockedGuildIds.", "none"]) {
    const chosen = forge.select(message, `sharing-unblock:${stage.guild.id}`, [value]);
    expect(await toldPrivately(stage.place, chosen)).toMatch(/no choice of this menu/);
  }
  const other = stage.discord.createGuild({ name: "Other Server" });
  const elsewhere = forge.select(message, `sharing-unblock:${other.id}`, ["blockedGuildIds.1"]);
  expect(await toldPrivately(stage.place, elsewhere)).toMatch(/^This belongs to another server/);
});
