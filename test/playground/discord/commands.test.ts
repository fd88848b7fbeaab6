import { type APIApplicationCommand, Routes } from "discord.js";
import { expect, test } from "vitest";
import { COMMANDS, furnish, logIn, onSlash, openDiscord, refusalOf, restOf } from "./support.ts";

const VIDEO = { name: "video", description: "Make a video" };

test("an overwrite keeps the ids of commands that stay and drops the others", async () => {
  const discord = await openDiscord();
  const rest = restOf(discord);
  const route = Routes.applicationCommands(discord.applicationId);
  const put = async (body: unknown) => (await rest.put(route, { body })) as APIApplicationCommand[];
  const before = await put(COMMANDS);

  const after = await put([VIDEO]);

  expect(after.map(({ id }) => id)).toEqual([before[0]?.id]);
  expect(after[0]?.version).not.toBe(before[0]?.version);
  expect(await rest.get(route)).toHaveLength(1);
});

test("one command is created, changed, fetched and deleted", async () => {
  const discord = await openDiscord();
  const rest = restOf(discord);
  const all = Routes.applicationCommands(discord.applicationId);
  const { id } = (await rest.post(all, { body: VIDEO })) as APIApplicationCommand;
  const one = Routes.applicationCommand(discord.applicationId, id);

  await rest.patch(one, { body: { description: "Something else" } });
  expect(await rest.get(one)).toMatchObject({ name: "video", description: "Something else" });
  await rest.delete(one);

  expect(await refusalOf(rest.get(one))).toEqual({ status: 404, code: 10063 });
});

test("a registration that breaks the rules is refused with the place of each error", async () => {
  const discord = await openDiscord();

  const put = restOf(discord).put(Routes.applicationCommands(discord.applicationId), {
    body: [VIDEO, { ...VIDEO, name: "Loud" }],
  });

  expect(await refusalOf(put)).toEqual({ status: 400, code: 50035 });
  expect(discord.wire.violations).toMatchObject([{ errors: { 1: { name: {} } } }]);
});

test("a guild's own command hides the global one of the same name, there only", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply(interaction.options.getString("prompt") ?? "none")),
  );
  const first = furnish(discord);
  const second = furnish(discord);
  await restOf(discord).put(
    Routes.applicationGuildCommands(discord.applicationId, first.guild.id),
    { body: [VIDEO] },
  );

  expect((await (await first.room.slash("video")).message()).content).toBe("none");
  await expect(second.room.slash("video")).rejects.toThrow(/required/);
});
