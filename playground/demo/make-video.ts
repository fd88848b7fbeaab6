import { readFile } from "node:fs/promises";
import type { MemberChannel } from "../discord/actor/member-channel.ts";
import type { WireMessage } from "../discord/actor/wire-message.ts";
import { DemoError } from "./demo-error.ts";
import type { Example } from "./examples.ts";

const FRAMES = new URL("frames/", import.meta.url);
const CONTENT_TYPE = "image/jpeg";
/** Far above what a machine with two slow cores needs for both videos. */
const PATIENCE_MS = 150_000;

/**
 * Types one example as `/video` and waits for its card to end.
 *
 * @returns the card with its video
 * @throws {DemoError} where the bot does not answer, refuses, or the card ends without a video
 */
export async function makeVideo(example: Example, channel: MemberChannel): Promise<WireMessage> {
  const frames = Object.entries(example.frames).map(async ([option, name]) => {
    const bytes = await readFile(new URL(name, FRAMES));
    return [option, { name, bytes, contentType: CONTENT_TYPE }] as const;
  });
  const use = await channel.slash("video", {
    ...example.options,
    ...Object.fromEntries(await Promise.all(frames)),
  });
  const answer = await use.response();
  if (answer.kind !== "message" || answer.ephemeral) {
    const said = answer.kind === "message" ? textOf(answer.message) : answer.kind;
    throw new DemoError(`The bot did not take “${example.title}”: ${said}`);
  }
  const { id } = answer.message;
  return channel.waitFor(
    (messages) => {
      const card = messages.find((message) => message.id === id);
      if (!card) throw new DemoError(`The card of “${example.title}” is gone.`);
      if (card.attachments.length > 0) return card;
      // The only card that ends without a video and keeps no Cancel button says why in this line.
      const failure = /^❌ .*/m.exec(textOf(card));
      if (failure) throw new DemoError(`“${example.title}” failed: ${failure[0]}`);
      return undefined;
    },
    { timeoutMs: PATIENCE_MS, what: `The video of “${example.title}”` },
  );
}

/** Everything that is to be read on a message. */
function textOf(message: WireMessage): string {
  const texts: string[] = [message.content];
  JSON.stringify(message.components ?? [], (key, value: unknown) => {
    if (key === "content" && typeof value === "string") texts.push(value);
    return value;
  });
  return texts.join("\n");
}
