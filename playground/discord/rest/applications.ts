import type { Core } from "../core.ts";
import type { Route } from "../http/router.ts";
import { presentUser } from "../present/present-user.ts";

export function applicationRoutes(core: Core): Route[] {
  const { bot } = core.world;
  const operator = { ...bot, id: core.ids.next(), username: "operator", bot: false };

  const application = () => ({
    id: bot.id,
    name: bot.globalName ?? bot.username,
    icon: null,
    description: "",
    type: null,
    summary: "",
    bot: presentUser(bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: 0,
    integration_types_config: { 0: {} },
    approximate_guild_count: core.world.guilds.size,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    flags_new: "0",
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    owner: presentUser(operator),
    team: null,
  });

  return [
    { method: "GET", template: "/applications/@me", handle: () => ok(application()) },
    { method: "GET", template: "/oauth2/applications/@me", handle: () => ok(application()) },
    { method: "GET", template: "/users/@me", handle: () => ok(presentUser(bot)) },
    { method: "GET", template: "/gateway", handle: () => ok({ url: gatewayUrl(core) }) },
    {
      method: "GET",
      template: "/gateway/bot",
      handle: () =>
        ok({
          url: gatewayUrl(core),
          shards: core.limits.recommendedShards,
          session_start_limit: {
            total: 1_000,
            remaining: 1_000,
            reset_after: 86_400_000,
            max_concurrency: core.limits.maxConcurrency,
          },
        }),
    },
  ];
}

export function gatewayUrl(core: Core): string {
  return `${core.origin.replace(/^http/, "ws")}/gateway`;
}

function ok(body: unknown) {
  return { status: 200, body };
}
