import type { Command } from "../discord/define-command.ts";
import { createClient, registerCommands } from "../discord/client.ts";
import { createCardRests } from "../discord/rest.ts";
import type { Base } from "./base.ts";

/** The client, not connected yet, with its commands registered. */
export async function openGateway({ config, log }: Base, commands: readonly Command[]) {
  const client = createClient(config.discord.apiUrl, log);
  client.rest.setToken(config.discord.token);
  const applicationId = await registerCommands(client, commands);
  const rests = createCardRests(client.rest, config.discord.token, applicationId);
  return { client, rests };
}

export type Gateway = Awaited<ReturnType<typeof openGateway>>;
