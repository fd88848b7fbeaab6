import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  DiscordAPIError,
  GatewayIntentBits,
  type Interaction,
  REST,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord.js";
import { onTestFinished } from "vitest";
import {
  type DiscordOptions,
  type LocalDiscord,
  startDiscord,
} from "../../../playground/discord/server.ts";

/** A local Discord that is closed when the test is over. */
export async function openDiscord(options?: DiscordOptions): Promise<LocalDiscord> {
  const discord = await startDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    name: "video",
    description: "Make a video",
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "prompt",
        description: "What happens",
        required: true,
        min_length: 1,
        max_length: 20,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: "duration",
        description: "Seconds",
        choices: [
          { name: "5 s", value: 5 },
          { name: "8 s", value: 8 },
        ],
      },
      { type: ApplicationCommandOptionType.Attachment, name: "first_frame", description: "Frame" },
      {
        type: ApplicationCommandOptionType.String,
        name: "style",
        description: "Style",
        autocomplete: true,
      },
    ],
  },
  { name: "Delete video", type: ApplicationCommandType.Message },
  {
    name: "settings",
    description: "Settings",
    default_member_permissions: "32",
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: "safety",
        description: "Safety",
        options: [{ type: ApplicationCommandOptionType.String, name: "mode", description: "Mode" }],
      },
    ],
  },
];

/** An unmodified discord.js client, ready, with the commands above registered. */
export async function logIn(
  discord: LocalDiscord,
  onInteraction: (interaction: Interaction) => Promise<unknown> = async () => undefined,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    ...options,
    rest: { api: discord.apiUrl, retries: 0, ...options.rest },
  });
  onTestFinished(() => client.destroy());
  // What a handler throws is what the test is about; it looks at the effect instead.
  client.on("interactionCreate", (interaction) => {
    onInteraction(interaction).catch((error: unknown) => client.emit("warn", String(error)));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once("clientReady", resolve));
  await client.login(discord.token);
  const it = await ready;
  await it.application.commands.set(COMMANDS);
  return it;
}

export function onSlash(
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
): (interaction: Interaction) => Promise<unknown> {
  return async (interaction) =>
    interaction.isChatInputCommand() ? answer(interaction) : undefined;
}

/** discord.js's REST client, without retries, so that a refusal is seen at once. */
export function restOf(discord: LocalDiscord): REST {
  const rest = new REST({ api: discord.apiUrl, version: "10", retries: 0 });
  return rest.setToken(discord.token);
}

export interface Refusal {
  readonly status: number;
  readonly code: number | string;
}

/** Status and code of what Discord answered; throws when it was let in. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DiscordAPIError) return { status: error.status, code: error.code };
    throw error;
  }
  throw new Error("Discord let it in");
}

/** A guild with one channel and one member. */
export function furnish(discord: LocalDiscord) {
  const guild = discord.createGuild({ name: "Guild One" });
  const channel = guild.createChannel({ name: "clips" });
  const member = guild.addMember({ name: "Member One" });
  return { guild, channel, member, room: member.in(channel) };
}
