import { Collection, type Client } from "discord.js";
import { expect, test } from "vitest";
import { createPoster, type PosterTools } from "../../../src/discord/elsewhere/create-poster.ts";
import type { Post } from "../../../src/sharing/posts/post.ts";
import { finished, idOf } from "../sharing/bench.ts";
import { SILENT } from "../sharing/posts/post-bench.ts";

const file = {
  path: "/none.mp4",
  bytes: 1000,
  extension: "mp4",
  contentType: "video/mp4",
  width: 360,
  height: 640,
  durationMs: 5000,
  hasAudio: false,
};

const unasked = (): never => {
  throw new Error("not asked for here");
};

const shareIn = (guildId: string, channelId: string): Post => ({
  kind: "share",
  guildId,
  channelId,
  credit: "full",
  by: null,
  wish: "open",
  state: "waiting",
  attemptedAt: 1,
  messageId: null,
  shownAs: null,
  isTold: false,
});

test("posts in channels whose ids end the same are two messages to Discord", async () => {
  const nonces: string[] = [];
  const rest: PosterTools["rest"] = {
    post: async (_channelId, _message, nonce) => String(nonces.push(nonce)),
    editInChannel: unasked,
    findOwn: unasked,
    remove: unasked,
    attachments: unasked,
  };
  const client = { guilds: { cache: new Collection() } } as unknown as Client;
  const spool = { fetch: async () => file, fit: async () => file, clear: async () => undefined };
  const poster = createPoster({ rest, spool, client, log: SILENT });
  const generation = finished(idOf(1));
  for (const start of ["800000000000001", "900000000000001"]) {
    await poster.post(generation, shareIn(start, `${start}0042`), "open", async () => true);
  }
  await poster.post(
    generation,
    { ...shareIn("1", "8000000000000010042"), kind: "showcase" },
    "open",
    async () => true,
  );
  expect(new Set(nonces).size).toBe(3);
  // Discord's limit.
  for (const nonce of nonces) expect(nonce.length).toBeLessThanOrEqual(25);
});
