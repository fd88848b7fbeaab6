import { apiError, refuse } from "../api-error.ts";
import { checkCommand, checkCommands } from "../command-options.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import type { Command } from "../model.ts";

type Payload = Command["data"];

/** Application commands, global ones and those of a guild, by the same code. */
export function commandRoutes(core: Core): Route[] {
  const { commands, bot } = core.world;

  const guildIdOf = (request: ApiRequest, isGuild: boolean) =>
    isGuild ? request.param("guildId") : null;

  function own(guildId: string | null): Command[] {
    return [...commands.values()].filter((command) => command.guildId === guildId);
  }

  function one(request: ApiRequest, guildId: string | null): Command {
    const command = commands.get(request.param("commandId"));
    if (!command || command.guildId !== guildId) throw apiError("unknownCommand");
    return command;
  }

  /** A command of the same name and type keeps its id: members' shortcuts go on working. */
  function upsert(guildId: string | null, body: Record<string, unknown>): Command {
    const data = withDefaults(body);
    const old = own(guildId).find(
      ({ data: known }) => known.name === data.name && known.type === data.type,
    );
    const command: Command = {
      id: old?.id ?? core.ids.next(),
      guildId,
      version: core.ids.next(),
      data,
    };
    commands.set(command.id, command);
    return command;
  }

  function present(command: Command): Record<string, unknown> {
    return {
      id: command.id,
      application_id: bot.id,
      version: command.version,
      ...(command.guildId ? { guild_id: command.guildId } : {}),
      ...command.data,
    };
  }

  function routesFor(isGuild: boolean): Route[] {
    const base = `/applications/:applicationId${isGuild ? "/guilds/:guildId" : ""}/commands`;
    const changed = (guildId: string | null) => core.events.emit("commands", { guildId });

    function overwrite(request: ApiRequest): ApiReply {
      const guildId = guildIdOf(request, isGuild);
      const wanted = (Array.isArray(request.body) ? request.body : []) as Record<string, unknown>[];
      refuse(checkCommands(wanted));
      const kept = wanted.map((body) => upsert(guildId, body));
      const ids = new Set(kept.map(({ id }) => id));
      for (const command of own(guildId)) if (!ids.has(command.id)) commands.delete(command.id);
      changed(guildId);
      return { status: 200, body: kept.map(present) };
    }

    return [
      {
        method: "GET",
        template: base,
        handle: (request) => ({
          status: 200,
          body: own(guildIdOf(request, isGuild)).map(present),
        }),
      },
      { method: "PUT", template: base, handle: overwrite },
      {
        method: "POST",
        template: base,
        handle(request) {
          const guildId = guildIdOf(request, isGuild);
          refuse(checkCommand(request.body));
          const before = commands.size;
          const command = upsert(guildId, request.body);
          changed(guildId);
          return { status: commands.size > before ? 201 : 200, body: present(command) };
        },
      },
      {
        method: "GET",
        template: `${base}/:commandId`,
        handle: (request) => ({
          status: 200,
          body: present(one(request, guildIdOf(request, isGuild))),
        }),
      },
      {
        method: "PATCH",
        template: `${base}/:commandId`,
        handle(request) {
          const guildId = guildIdOf(request, isGuild);
          const old = one(request, guildId);
          const data = withDefaults({ ...old.data, ...request.body });
          refuse(checkCommand(data));
          const command = { ...old, version: core.ids.next(), data };
          commands.set(command.id, command);
          changed(guildId);
          return { status: 200, body: present(command) };
        },
      },
      {
        method: "DELETE",
        template: `${base}/:commandId`,
        handle(request) {
          const guildId = guildIdOf(request, isGuild);
          commands.delete(one(request, guildId).id);
          changed(guildId);
          return { status: 204 };
        },
      },
    ];
  }

  return [...routesFor(false), ...routesFor(true)];
}

function withDefaults(body: Record<string, unknown>): Payload {
  return {
    name_localizations: null,
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    options: [],
    description: "",
    ...body,
    name: String(body["name"]),
    type: Number(body["type"] ?? 1),
  };
}
