import { ComponentType } from "discord-api-types/v10";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MemberChannel } from "../../../playground/discord/actor/member-channel.ts";
import type { Use } from "../../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { customId } from "../../../src/discord/custom-id.ts";
import { textOf, toldPrivately } from "../../support/cards.ts";
import { openManaged, type Managed } from "../../support/managing.ts";
import { controlOf } from "../../support/panel.ts";

let stage: Managed;
let panel: WireMessage;
let plain: MemberChannel;

beforeAll(async () => {
  stage = await openManaged();
  plain = stage.member.in(stage.channel);
  await stage.told("settings blocklist add", { term: "zebra" });
});
afterAll(() => stage.close());

beforeEach(async () => {
  panel = await drawPanel();
});

const drawPanel = async (): Promise<WireMessage> =>
  (await stage.place.slash("settings show")).message();

const refusals = (): number =>
  stage.log.lines.filter(({ msg }) => msg === "refused a press without the right").length;

/** What somebody without the right was told; counted, and nothing changed. */
async function refusal(use: Use, seat: MemberChannel): Promise<string> {
  const before = refusals();
  const sentence = await toldPrivately(seat, use);
  expect(refusals()).toBe(before + 1);
  const steady = (message: WireMessage): string => textOf(message).replaceAll(/<t:\d+:R>/g, "");
  expect(steady(await drawPanel())).toBe(steady(panel));
  return sentence;
}

const MANAGE_SERVER =
  /^You need the permission \*\*Manage Server\*\* for this\. Nothing was changed\.$/;

describe("a plain member", () => {
  test.each([
    ["settings show", {}],
    ["settings safety", { mode: "off" }],
    ["settings review", { mode: "none" }],
    ["settings strikes", { threshold: 0 }],
    ["settings allowance", { videos: 1000 }],
    ["settings budget", { day: 1000 }],
    ["settings confirm-above", { usd: 1000 }],
    ["settings pause", {}],
    ["settings key", {}],
    ["settings blocklist add", { term: "apple" }],
    ["settings blocklist remove", { term: "zebra" }],
    ["settings blocklist list", {}],
    ["setup", {}],
  ])("cannot use /%s, though the server's integration settings offer it", async (path, options) => {
    expect(await refusal(await plain.forge.slash(path, options), plain)).toMatch(MANAGE_SERVER);
  });

  test("cannot set the log channel or who may use what", async () => {
    const { channel, guild } = stage;
    const role = guild.createRole({ name: "Artists" });
    for (const [path, options] of [
      ["settings log", { channel }],
      ["settings access roles", { action: "deny", role }],
      ["settings access channels", { action: "deny", channel }],
    ] as const) {
      expect(await refusal(await plain.forge.slash(path, options), plain)).toMatch(MANAGE_SERVER);
    }
  });

  test("is suggested nothing, so that the blocklist stays hidden", async () => {
    const before = refusals();
    const use = plain.forge.autocomplete("settings blocklist remove", "term", "");
    expect(await use.response()).toEqual({ kind: "choices", choices: [] });
    expect(refusals()).toBe(before + 1);
  });

  test.each(["settings-budget", "settings-pause", "settings-show"])(
    "cannot press %s on a manager's panel",
    async (action) => {
      expect(await refusal(plain.forge.press(panel, controlOf(panel, action)), plain)).toMatch(
        MANAGE_SERVER,
      );
    },
  );

  test.each([
    ["settings-safety", "none", ComponentType.StringSelect],
    ["settings-review", "none", ComponentType.StringSelect],
    ["settings-log", "", ComponentType.ChannelSelect],
  ])("cannot choose in %s on a manager's panel", async (action, value, type) => {
    const use = plain.forge.select(panel, controlOf(panel, action), value ? [value] : [], type);
    expect(await refusal(use, plain)).toMatch(MANAGE_SERVER);
  });

  test("cannot send the form of the budget", async () => {
    const fields = { day: "1000", month: "", timezone: "UTC" };
    const use = plain.forge.submit(customId("settings-budget", stage.guild.id, "x"), fields);
    expect(await refusal(use, plain)).toMatch(MANAGE_SERVER);
  });
});

describe("a manager of one server", () => {
  test.each(["settings-pause", "settings-budget", "settings-show"])(
    "cannot press %s with the id of another",
    async (action) => {
      const other = stage.discord.createGuild({ name: "Other Server" });
      const use = stage.place.forge.press(panel, customId(action, other.id, "open"));
      expect(await refusal(use, stage.place)).toMatch(/^This belongs to another server\./);
    },
  );

  test("cannot change the settings of another by a forged menu or form", async () => {
    const other = stage.discord.createGuild({ name: "Other Server" });
    const { forge } = stage.place;
    const menu = forge.select(panel, customId("settings-safety", other.id, "fast"), ["none"]);
    expect(await refusal(menu, stage.place)).toMatch(/^This belongs to another server\./);
    const fields = { day: "1000", month: "", timezone: "UTC" };
    const form = forge.submit(customId("settings-budget", other.id, "x"), fields);
    expect(await refusal(form, stage.place)).toMatch(/^This belongs to another server\./);
  });
});

test("a channel of another server cannot be made the log channel", async () => {
  const other = stage.discord.createGuild({ name: "Other Server" });
  const { id } = other.createChannel({ name: "log" });
  const control = controlOf(panel, "settings-log");
  const use = stage.place.forge.select(panel, control, [id], ComponentType.ChannelSelect);
  expect(await use.response()).toEqual({ kind: "deferredUpdate" });
  const redrawn = await stage.place.waitFor((messages) =>
    messages.find(({ id: one, edited_timestamp: at }) => one === panel.id && at !== null),
  );
  expect(textOf(redrawn)).toMatch(/❌ That channel is gone\. Nothing was changed\./);
  expect(textOf(redrawn)).toMatch(/Log channel: none/);
});

test("whoever lost the right since they opened the panel can do nothing on it", async () => {
  const { guild, channel } = stage;
  const former = guild.addMember({ name: "Member Two", permissions: ["ManageGuild"] });
  const seat = former.in(channel);
  const own = await (await seat.slash("settings show")).message();
  const membership = guild.guild.members.get(former.id);
  if (membership === undefined) throw new Error("no such member");
  membership.roles = membership.roles.slice(0, 1);

  expect(await refusal(await former.press(own, "Pause new videos"), seat)).toMatch(MANAGE_SERVER);
  const safety = controlOf(own, "settings-safety");
  expect(await refusal(await former.select(own, safety, ["none"]), seat)).toMatch(MANAGE_SERVER);
});

test("a value that a menu does not offer is refused", async () => {
  const use = stage.place.forge.select(panel, controlOf(panel, "settings-safety"), ["loose"]);
  expect(await use.response()).toEqual({ kind: "deferredUpdate" });
  const redrawn = await stage.place.waitFor((messages) =>
    messages.find(({ id, edited_timestamp: at }) => id === panel.id && at !== null),
  );
  expect(textOf(redrawn)).toMatch(/❌ That is no choice of this menu\. Nothing was changed\./);
});

test("a plain member with Manage Messages is no manager of the server", async () => {
  const moderator = stage.guild.addMember({
    name: "Member Three",
    permissions: ["ManageMessages"],
  });
  const seat = moderator.in(stage.channel);
  expect(await refusal(await seat.forge.slash("settings pause"), seat)).toMatch(MANAGE_SERVER);
});

test("an administrator can do what a manager can", async () => {
  const administrator = stage.guild.addMember({
    name: "Member Four",
    permissions: ["Administrator"],
  });
  const seat = administrator.in(stage.channel);
  expect(await toldPrivately(seat, await seat.slash("settings strikes", { threshold: 3 }))).toMatch(
    /After \*\*3 strikes\*\*/,
  );
});
