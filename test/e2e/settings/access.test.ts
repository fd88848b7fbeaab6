import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { toldPrivately } from "../../support/cards.ts";
import { manage, restart, type Managed } from "../../support/managing.ts";

const roleNamed = (stage: Managed, name: string) => stage.guild.createRole({ name });

test("only members with an allowed role can use a command", async () => {
  const stage = await manage();
  const role = roleNamed(stage, "Artists");
  const told = await stage.told("settings access roles", {
    action: "allow",
    role,
    command: "video",
  });
  expect(told.replaceAll(role.id, "1")).toMatchInlineSnapshot(
    `"\`/video\` can now be used only by <@&1>. Whoever has **Manage Server** can always use \`/settings\` and \`/setup\`."`,
  );
  expect((await stage.refusedVideo()).replaceAll(role.id, "1")).toMatchInlineSnapshot(
    `"Only members with the role <@&1> can use \`/video\`: the moderators of this server decided that."`,
  );
  const artist = stage.guild.addMember({ name: "Member Two", roles: [role.id] });
  await (await ask(stage, {}, { by: artist })).task();
});

test("a denied role is shut out though another is allowed, also after a restart", async () => {
  const stage = await manage();
  const artists = roleNamed(stage, "Artists");
  const loud = roleNamed(stage, "Loud");
  await stage.told("settings access roles", { action: "allow", role: artists });
  const told = await stage.told("settings access roles", { action: "deny", role: loud });
  expect(told.replaceAll(artists.id, "1").replaceAll(loud.id, "2")).toMatchInlineSnapshot(
    `"Every command can now be used only by <@&1>, but not by <@&2>. Where both apply, “but not” wins. Whoever has **Manage Server** can always use \`/settings\` and \`/setup\`."`,
  );
  await restart(stage);
  const both = stage.guild.addMember({ name: "Member Two", roles: [artists.id, loud.id] });
  const place = both.in(stage.channel);
  const refusal = await toldPrivately(place, await place.slash("video", { prompt: "a boat" }));
  expect(refusal.replaceAll(loud.id, "2")).toMatchInlineSnapshot(
    `"\`/video\` is closed to members with the role <@&2>: the moderators of this server decided that."`,
  );
});

test("a rule that is removed lets everybody in again", async () => {
  const stage = await manage();
  const role = roleNamed(stage, "Artists");
  await stage.told("settings access roles", { action: "allow", role });
  expect(
    await stage.told("settings access roles", { action: "remove", role }),
  ).toMatchInlineSnapshot(
    `"Every command can now be used by everyone, everywhere. Whoever has **Manage Server** can always use \`/settings\` and \`/setup\`."`,
  );
  await (await ask(stage)).task();
});

test("a command can be closed to everyone but those who manage the server", async () => {
  const stage = await manage();
  const everyone = { id: stage.guild.id };
  await stage.told("settings access roles", { action: "deny", role: everyone });
  expect(await stage.refusedVideo()).toMatchInlineSnapshot(
    `"\`/video\` is closed to everyone in this server: its moderators decided that."`,
  );
  expect(await stage.told("settings access roles", { action: "remove", role: everyone })).toMatch(
    /everyone, everywhere/,
  );
});

test("a command can be kept to a channel, and its threads follow", async () => {
  const stage = await manage();
  const { channel, guild } = stage;
  const told = await stage.told("settings access channels", { action: "allow", channel });
  expect(told.replaceAll(channel.id, "1")).toMatchInlineSnapshot(
    `"Every command can now be used by everyone, only in <#1>. Threads follow their channel. Whoever has **Manage Server** can always use \`/settings\` and \`/setup\`."`,
  );

  const elsewhere = stage.member.in(guild.createChannel({ name: "talk" }));
  const refusal = await toldPrivately(
    elsewhere,
    await elsewhere.slash("video", { prompt: "a boat" }),
  );
  expect(refusal.replaceAll(channel.id, "1")).toMatchInlineSnapshot(
    `"\`/video\` can be used in <#1> only: the moderators of this server decided that."`,
  );

  const thread = guild.createThread({ parent: channel });
  await (await ask(stage, {}, { in: thread })).task();
});

test("a channel can be closed to a command", async () => {
  const stage = await manage();
  const { channel } = stage;
  await stage.told("settings access channels", { action: "deny", channel, command: "/Video" });
  expect(await stage.refusedVideo()).toMatchInlineSnapshot(
    `"\`/video\` cannot be used in this channel: the moderators of this server closed it here."`,
  );
});

test("whoever is shut out of a command can still cancel what they asked for, and not try again", async () => {
  const stage = await manage({ runware: { renderMs: () => 1e9 } });
  const role = roleNamed(stage, "Artists");
  const asked = await ask(stage);
  await asked.rendering();
  await stage.told("settings access roles", { action: "allow", role, command: "video" });
  await (await stage.member.press(asked.card(), "Cancel")).response();
  await asked.shows(/will be discarded/);
  const place = stage.member.in(stage.channel);
  const again = place.forge.press(asked.card(), `try-again:${asked.id}`);
  expect(await toldPrivately(place, again)).toMatch(/Only members with the role/);
});

test("commands are suggested by name, and an unknown one is refused", async () => {
  const stage = await manage();
  const role = roleNamed(stage, "Artists");
  expect(
    await stage.place.autocomplete("settings access roles", "command", "vid", { action: "allow" }),
  ).toContainEqual({ name: "/video", value: "video" });
  expect(
    await stage.told("settings access roles", { action: "allow", role, command: "vidoe" }),
  ).toMatch(/^I have no such command\. There are: `\/video`/);
  await (await ask(stage)).task();
});

test("a thread that the bot does not know is no way around the rules of its channel", async () => {
  const stage = await manage();
  const { channel, guild, member } = stage;
  const thread = guild.createThread({ parent: channel });
  thread.setThread({ archived: true });
  await restart(stage);
  await stage.told("settings access channels", { action: "deny", channel });
  const place = member.in(thread);
  const use = await place.slash("video", { prompt: "a boat" });
  expect(await toldPrivately(place, use)).toMatch(/cannot be used in this channel/);
});
