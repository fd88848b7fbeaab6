import {
  type APIMessage,
  type Interaction,
  MessageFlags,
  Routes,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from "discord.js";
import * as published from "discord-api-spec/zod";
import { expect, test } from "vitest";
import * as z from "zod";
import { furnish, logIn, openDiscord, restOf } from "./support.ts";

/** What in `value` Discord's published response schema does not allow, as readable lines. */
function misfits(schemaName: string, value: unknown): string[] {
  const schema = (published as unknown as Record<string, z.core.$ZodType>)[schemaName];
  if (!schema) throw new Error(`there is no schema ${schemaName}`);
  const { error } = z.safeParse(schema, value);
  return error ? [z.prettifyError(error)] : [];
}

test("what REST answers fits Discord's published response schemas", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const { guild, channel, member, room } = furnish(discord);
  const thread = guild.createThread({ parent: channel });
  const said = await room.send(`hello <@${discord.applicationId}>`);
  const rest = restOf(discord);
  const card = (await rest.post(Routes.channelMessages(channel.id), {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: 17,
          components: [
            { type: 10, content: "text" },
            { type: 14 },
            { type: 12, items: [{ media: { url: "attachment://clip.txt" } }] },
            { type: 13, file: { url: "attachment://clip.txt" } },
            { type: 1, components: [{ type: 2, style: 1, label: "Go", custom_id: "go" }] },
          ],
        },
      ],
    },
    files: [{ name: "clip.txt", data: Buffer.from("x") }],
  })) as APIMessage;

  const commandsPath = Routes.applicationCommands(client.application.id);
  const [command] = (await rest.get(commandsPath)) as unknown[];
  const at = (path: `/${string}`) => rest.get(path);

  expect({
    message: misfits("MessageResponseSchema", await at(Routes.channelMessage(channel.id, said.id))),
    card: misfits("MessageResponseSchema", card),
    guild: misfits("GuildResponseSchema", await at(Routes.guild(guild.id))),
    member: misfits("GuildMemberResponseSchema", await at(Routes.guildMember(guild.id, member.id))),
    channel: misfits("GuildChannelResponseSchema", await at(Routes.channel(channel.id))),
    thread: misfits("ThreadResponseSchema", await at(Routes.channel(thread.id))),
    user: misfits("UserResponseSchema", await at(Routes.user(member.id))),
    gateway: misfits("GatewayBotResponseSchema", await at(Routes.gatewayBot())),
    application: misfits("PrivateApplicationResponseSchema", await at("/applications/@me")),
    command: misfits("ApplicationCommandResponseSchema", command),
  }).toEqual({
    message: [],
    card: [],
    guild: [],
    member: [],
    channel: [],
    thread: [],
    user: [],
    gateway: [],
    application: [],
    command: [],
  });
});

test("what an interaction's answer brings back fits its published schema", async () => {
  const discord = await openDiscord();
  let answer: RESTPostAPIInteractionCallbackWithResponseResult | undefined;
  const rest = restOf(discord);
  await logIn(discord, async ({ id, token }: Interaction) => {
    answer = (await rest.post(Routes.interactionCallback(id, token), {
      body: { type: 4, data: { content: "card" } },
      query: new URLSearchParams({ with_response: "true" }),
      auth: false,
    })) as RESTPostAPIInteractionCallbackWithResponseResult;
  });
  const { room } = furnish(discord);

  const use = await room.slash("video", { prompt: "a cat" });
  const message = await use.message();
  await expect
    .poll(() => answer)
    .toMatchObject({
      interaction: { id: use.interactionId, response_message_id: message.id },
      resource: { message: { id: message.id } },
    });

  expect(misfits("InteractionCallbackResponseSchema", answer)).toEqual([]);
});
