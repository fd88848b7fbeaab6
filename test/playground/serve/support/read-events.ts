import { expect, onTestFinished } from "vitest";
import type { PlaygroundEvent } from "../../../../playground/web/api.ts";
import { PATIENCE } from "./patience.ts";

/** Server-sent events as they come, from the first one on. */
export async function readEvents(url: string) {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const heard: PlaygroundEvent[] = [];

  async function read(): Promise<void> {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block.startsWith("data: ")) heard.push(JSON.parse(block.slice(6)) as PlaygroundEvent);
      }
    }
  }

  // A stream that is cut ends with an error; what was heard before is what counts.
  const reading = read().catch(() => undefined);
  const close = async (): Promise<void> => {
    stop.abort();
    await reading;
  };
  onTestFinished(close);
  await expect.poll(() => heard[0]?.type, PATIENCE).toBe("hello");
  return { heard: heard as readonly PlaygroundEvent[], close };
}
