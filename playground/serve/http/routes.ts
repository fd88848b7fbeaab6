import type { IncomingMessage, ServerResponse } from "node:http";
import type { Acts } from "../acts/acts.ts";
import { deleteByHand, say } from "../acts/by-hand.ts";
import * as requests from "../acts/requests.ts";
import { seatOf } from "../acts/seat.ts";
import type { Uploads } from "../acts/uploads.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { Hub } from "../hub.ts";
import type { BotKeeper } from "../keep-bot.ts";
import { PageRefusal } from "../page-refusal.ts";
import type { Board } from "../switches/board.ts";
import { messageView } from "../views/message-view.ts";
import { seesMessage } from "../views/sight.ts";
import { worldView } from "../views/world-view.ts";
import type { Recorder } from "../wire/recorder.ts";
import type { CastMember } from "../world/cast.ts";
import { readBytes, readJson, UPLOAD_BYTES } from "./read-body.ts";

export interface Playhouse {
  readonly discord: LocalDiscord;
  readonly cast: readonly CastMember[];
  readonly bot: BotKeeper;
  readonly hub: Hub;
  readonly acts: Acts;
  readonly uploads: Uploads;
  readonly recorder: Recorder;
  readonly board: Board;
}

export interface Call {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers with what becomes JSON. */
export type Route = (call: Call) => unknown;

const DONE = {};
/** Nobody scrolls further back in a playground. */
const MESSAGES_SHOWN = 300;

/** What the page asks and does, by method and path. */
export function createRoutes(house: Playhouse): ReadonlyMap<string, Route> {
  const { discord, cast, bot, hub, acts, uploads, recorder, board } = house;
  const { core, clock, world } = discord;

  return new Map<string, Route>([
    ["GET /api/world", ({ url }) => worldView(discord, cast, bot.view, someone(cast, url))],
    [
      "GET /api/channel",
      ({ url }) => {
        const channelId = url.searchParams.get("channel") ?? "";
        const { channel, user } = seatOf(core, cast, { as: someone(cast, url), channelId });
        const messages = [...channel.messages.values()]
          .filter((message) => seesMessage(world, message, user.id))
          .slice(-MESSAGES_SHOWN)
          .map((message) => messageView(core, message, url.origin));
        return { channelId, messages };
      },
    ],
    [
      "POST /api/slash",
      async ({ request }) => acts.slash(await readJson(request, requests.slashRequest)),
    ],
    [
      "POST /api/autocomplete",
      async ({ request }) =>
        acts.autocomplete(await readJson(request, requests.autocompleteRequest)),
    ],
    [
      "POST /api/press",
      async ({ request }) => acts.press(await readJson(request, requests.pressRequest)),
    ],
    [
      "POST /api/select",
      async ({ request }) => acts.select(await readJson(request, requests.selectRequest)),
    ],
    [
      "POST /api/modal",
      async ({ request }) => acts.modal(await readJson(request, requests.modalRequest)),
    ],
    [
      "POST /api/message-command",
      async ({ request }) =>
        acts.messageCommand(await readJson(request, requests.messageCommandRequest)),
    ],
    [
      "POST /api/say",
      async ({ request }) => {
        await say(core, cast, await readJson(request, requests.sayRequest));
        return DONE;
      },
    ],
    [
      "POST /api/delete",
      async ({ request }) => {
        deleteByHand(core, cast, await readJson(request, requests.deleteRequest));
        return DONE;
      },
    ],
    [
      "POST /api/upload",
      async ({ url, request }) => {
        const name = (url.searchParams.get("name") ?? "").slice(0, 255) || "file";
        const bytes = await readBytes(request, UPLOAD_BYTES);
        const contentType = request.headers["content-type"] ?? "application/octet-stream";
        return { upload: uploads.add({ name, bytes, contentType }), name, size: bytes.length };
      },
    ],
    [
      "GET /api/wire",
      () => ({
        lines: recorder.lines,
        switches: board.views,
        botState: bot.view,
        nowMs: clock.now(),
        violations: discord.wire.violations.length,
      }),
    ],
    [
      "GET /api/wire/detail",
      ({ url }) => {
        const detail = recorder.detail(Number(url.searchParams.get("id")));
        if (!detail) throw new PageRefusal(404, "That line has made room for newer ones.");
        return detail;
      },
    ],
    [
      "POST /api/faults",
      async ({ request }) => {
        board.set(await readJson(request, requests.faultRequest));
        return { switches: board.views };
      },
    ],
    [
      "POST /api/bot",
      async ({ request }) => {
        const { do: act } = await readJson(request, requests.botRequest);
        await bot[act]();
        return bot.view;
      },
    ],
    [
      "POST /api/tokens/expire",
      () => {
        for (const interaction of world.interactions.values())
          interaction.tokenEndsAt = clock.now();
        return DONE;
      },
    ],
    [
      "POST /api/clock/advance",
      async ({ request }) => {
        const { ms } = await readJson(request, requests.advanceRequest);
        clock.advance(ms);
        hub.tell({ type: "clock", nowMs: clock.now() });
        return DONE;
      },
    ],
  ]);
}

/** Who the page says sits before it. @throws {PageRefusal} 404 */
export function someone(cast: readonly CastMember[], url: URL): string {
  const as = url.searchParams.get("as") ?? cast[0]?.id ?? "";
  if (cast.some(({ id }) => id === as)) return as;
  throw new PageRefusal(404, "There is nobody of that name to be.");
}
