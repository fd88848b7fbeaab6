import { expect, test } from "vitest";
import type { Use } from "../../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { walkComponents, type Component } from "../../../playground/discord/component-tree.ts";
import { INVITE_PERMISSIONS } from "../../../src/policy/bot-permissions.ts";
import { buttonsOf, cardWith, textOf } from "../../support/cards.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { manage, type Managed } from "../../support/managing.ts";

/** The panel as it stands once everything was looked at. */
const panelOf = ({ place }: Managed, use: Use, words: string | RegExp = "in this server") =>
  cardWith(place, use, words);

const setup = async (stage: Managed): Promise<WireMessage> =>
  panelOf(stage, await stage.place.slash("setup"));

const linkOf = (panel: WireMessage): URL => {
  const roots = (panel.components ?? []) as unknown as Component[];
  const url = [...walkComponents(roots)].map(({ component }) => component["url"]).find(Boolean);
  return new URL(String(url));
};

test("a new server reads what works, and the two things nobody has decided yet", async () => {
  const stage = await manage();
  const panel = await setup(stage);
  expect(textOf(panel)).toMatchInlineSnapshot(`
    "### Flipbook in this server
    2 warnings.
    ✅ Fine: I can post videos in this channel.
    ⚠️ Warning: **No log channel is set.**
    A video that a moderator has to look at is kept for 7 days and then lost, because nobody can see it.
    Set one: \`/settings log\`. What waits comes up there.
    ✅ Fine: The bot's operator pays for the videos.
    ⚠️ Warning: **This server has no limit of its own on spending.**
    Set a limit: \`/settings budget\`."
  `);
  expect(buttonsOf(panel)).toEqual(["Check again"]);
});

test("a permission the bot lacks in the whole server comes with a link that asks for it", async () => {
  const stage = await manage({
    guild: { botPermissions: ["ViewChannel", "SendMessages", "SendMessagesInThreads"] },
  });
  const panel = await setup(stage);
  expect(textOf(panel)).toContain(
    "My role lacks **Attach Files** and **Read Message History** in the whole server",
  );
  expect(buttonsOf(panel)).toEqual(["Check again", "Give permissions"]);
  const link = linkOf(panel);
  expect(`${link.origin}${link.pathname}`).toBe("https://discord.com/oauth2/authorize");
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_id: stage.discord.applicationId,
    scope: "bot applications.commands",
    permissions: String(INVITE_PERMISSIONS),
    guild_id: stage.guild.id,
    disable_guild_select: "true",
  });
});

test("what was put right meanwhile is well after Check again", async () => {
  const stage = await manage();
  const { channel, manager, place } = stage;
  channel.setOverwrites([{ for: "bot", deny: ["AttachFiles"] }]);
  const use = await place.slash("setup");
  const panel = await panelOf(stage, use, "Attach Files");
  expect(textOf(panel)).toContain(
    `In the settings of <#${channel.id}>: Edit Channel → Permissions → Advanced → Flipbook → allow **Attach Files**.`,
  );
  channel.setOverwrites([]);
  await manager.press(panel, "Check again");
  await panelOf(stage, use, "I can post videos in this channel.");
});

test("a log channel that nobody but moderators sees is well", async () => {
  const stage = await manage();
  const log = stage.guild.createChannel({
    name: "log",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  await beginWith(stage, { logChannelId: log.id });
  expect(textOf(await setup(stage))).toContain(
    `✅ Fine: Reports and videos that wait for a moderator come to <#${log.id}>.`,
  );
});

test("a log channel that everyone sees is warned of", async () => {
  const stage = await manage();
  const log = stage.guild.createChannel({ name: "log" });
  await beginWith(stage, { logChannelId: log.id });
  expect(textOf(await setup(stage))).toContain(
    `⚠️ Warning: **Everyone can see the log channel <#${log.id}>.**`,
  );
});

test("a log channel that the bot cannot see is a problem", async () => {
  const stage = await manage();
  const log = stage.guild.createChannel({
    name: "log",
    overwrites: [{ for: "everyone", deny: ["ViewChannel"] }],
  });
  await beginWith(stage, { logChannelId: log.id });
  const text = textOf(await setup(stage));
  expect(text).toContain(`❌ Problem: **I cannot post in the log channel <#${log.id}>.`);
  expect(text).toContain("**View Channel** is missing");
});

test("a log channel that was deleted is a problem", async () => {
  const stage = await manage();
  const log = stage.guild.createChannel({ name: "log" });
  await beginWith(stage, { logChannelId: log.id });
  log.delete();
  expect(textOf(await setup(stage))).toContain("❌ Problem: **The log channel is gone.**");
});

test("a log channel that Discord says nothing about is not taken for gone", async () => {
  const stage = await manage();
  await beginWith(stage, { logChannelId: "999999999999999999" });
  stage.discord.faults.next({
    match: { method: "GET", route: "/channels/:id" },
    times: 20,
    do: { status: 503 },
  });
  expect(textOf(await setup(stage))).toContain("I could not look at the log channel");
});
