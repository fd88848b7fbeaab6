import { directChannel } from "../channels.ts";
import type { Core } from "../core.ts";
import type { Route } from "../http/router.ts";
import { presentChannel } from "../present/present-channel.ts";
import { presentUser } from "../present/present-user.ts";
import { userOf } from "../world.ts";

export function userRoutes(core: Core): Route[] {
  return [
    {
      method: "POST",
      template: "/users/@me/channels",
      handle(request) {
        const user = userOf(core.world, String(request.body["recipient_id"]));
        return { status: 200, body: presentChannel(core.world, directChannel(core, user.id)) };
      },
    },
    {
      method: "GET",
      template: "/users/:userId",
      handle: (request) => ({
        status: 200,
        body: presentUser(userOf(core.world, request.param("userId"))),
      }),
    },
  ];
}
