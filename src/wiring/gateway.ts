import type { Command } from "../discord/define-command.ts";
import { createClient, findApplication, registerCommands } from "../discord/client.ts";
import { Events } from "discord.js";
import { createCardRests } from "../discord/rest.ts";
import { watchTraffic } from "../discord/watch-traffic.ts";
import type { Base } from "./base.ts";

/** The client, not connected yet; its commands are being registered, which `registered` waits for. */
export async function openGateway({ config, log, metrics }: Base, commands: readonly Command[]) {
  const watch = metrics && watchTraffic(metrics);
  const client = createClient(
    config.discord.apiUrl,
    log,
    config.discord.shards,
    watch?.makeRequest,
  );
  // Before the router, so that its time counts.
  if (watch) client.on(Events.InteractionCreate, (interaction) => watch.arrived(interaction));
  client.rest.setToken(config.discord.token);
  const applicationId = await findApplication(client);
  const registered = registerCommands(client, applicationId, commands);
  // Whoever waits for it hears of it; a start that fails before that has its own fault to tell.
  registered.catch(() => undefined);
  const rests = createCardRests(client.rest, config.discord.token, applicationId);
  return { client, rests, applicationId, registered };
}

export type Gateway = Awaited<ReturnType<typeof openGateway>>;
