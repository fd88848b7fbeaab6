import { expect, test } from "vitest";
import { ClientRefusal } from "../../../playground/discord/actor/client-refusal.ts";
import type { Use } from "../../../playground/discord/actor/use.ts";
import { cardWith, toldPrivately } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { manage, type Managed } from "../../support/managing.ts";

/** Every way to the doctor, for somebody who does not manage the server. */
const DOORS: readonly [string, (stage: Managed) => Promise<Use>][] = [
  ["the command", ({ member, channel }) => member.in(channel).forge.slash("setup")],
  ["Check again", (stage) => pressed(stage, "doctor-again")],
  ["Start over", (stage) => pressed(stage, "start-over")],
  ["the answer to its question", (stage) => pressed(stage, "start-over-yes")],
];

async function pressed({ member, channel, guild }: Managed, action: string): Promise<Use> {
  const seat = member.in(channel);
  return seat.forge.press(await seat.send("anything"), `${action}:${guild.id}`);
}

const spoil = async (stage: Managed): Promise<void> => {
  await stage.told("settings strikes", { threshold: 5 });
  await stage.stopBot();
  const sql = "UPDATE keyv SET value = ? WHERE key = ?";
  await runSql(stage, sql, "{ broken", `settings:${stage.guild.id}`);
  await stage.startBot();
};

const settingsOf = (stage: Managed, guildId = stage.guild.id): Promise<unknown[]> =>
  runSql(stage, "SELECT value FROM keyv WHERE key = ?", `settings:${guildId}`);

test.each(DOORS)("a plain member is refused at %s, and counted", async (_, use) => {
  const stage = await manage();
  await spoil(stage);
  const seat = stage.member.in(stage.channel);
  expect(await toldPrivately(seat, await use(stage))).toBe(
    "You need the permission **Manage Server** for this. Nothing was changed.",
  );
  await stage.log.waitFor(
    "refused a press without the right",
    ({ forbidden, memberId }) => forbidden === 1 && memberId === stage.member.id,
  );
  expect(await settingsOf(stage)).toEqual([{ value: "{ broken" }]);
});

test("the command is offered to nobody but those who manage the server", async () => {
  const { member, channel } = await manage();
  await expect(member.in(channel).slash("setup")).rejects.toThrow(ClientRefusal);
});

test("whoever lost the right is refused at a panel that is still open", async () => {
  const stage = await manage();
  const { guild, channel } = stage;
  const role = guild.createRole({ name: "Helpers", permissions: ["ManageGuild"] });
  const helper = guild.addMember({ name: "Helper", roles: [role.id] });
  const seat = helper.in(channel);
  const panel = await cardWith(seat, await seat.slash("setup"), "in this server");
  guild.guild.members.get(helper.id)?.roles.splice(0);
  const use = await helper.press(panel, "Check again");
  expect(await toldPrivately(seat, use)).toMatch(/You need the permission \*\*Manage Server/);
});

test.each(["doctor-again", "start-over", "start-over-yes"])(
  "%s of another server's panel does nothing here",
  async (action) => {
    const stage = await manage();
    await spoil(stage);
    const there = stage.discord.createGuild({ name: "Another Server" });
    const manager = there.addMember({ name: "Manager Far", permissions: ["ManageGuild"] });
    const seat = manager.in(there.createChannel());
    const use = seat.forge.press(await seat.send("anything"), `${action}:${stage.guild.id}`);
    expect(await toldPrivately(seat, use)).toBe(
      "This belongs to another server. Nothing was changed.",
    );
    expect(await settingsOf(stage)).toEqual([{ value: "{ broken" }]);
  },
);
