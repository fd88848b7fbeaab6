import type { WireMessage } from "../../discord/actor/wire-message.ts";
import { still } from "./still.ts";

const FETCH_TIMEOUT_MS = 30_000;

interface Media {
  url: string;
  content_type: string;
}

/**
 * The messages with all there is to see in them: pictures are put in place of their addresses, and
 * each video gets a still. The page that is pictured fetches nothing.
 */
export async function develop(
  messages: readonly WireMessage[],
  secondsBeforeEnd: number,
): Promise<{ shown: WireMessage[]; stills: ReadonlyMap<string, string> }> {
  const stills = new Map<string, string>();
  const shown = structuredClone([...messages]);
  for (const media of mediaIn(shown)) {
    if (media.content_type.startsWith("video/")) {
      stills.set(media.url, stills.get(media.url) ?? (await still(media.url, secondsBeforeEnd)));
    } else if (media.content_type.startsWith("image/")) {
      media.url = await picture(media);
    }
  }
  return { shown, stills };
}

async function picture({ url, content_type: type }: Media): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the picture's address answered ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return `data:${type};base64,${bytes.toString("base64")}`;
}

function* mediaIn(value: unknown): Generator<Media> {
  if (typeof value !== "object" || value === null) return;
  const { url, content_type: type } = value as { url?: unknown; content_type?: unknown };
  if (typeof url === "string" && typeof type === "string") yield value as Media;
  for (const child of Object.values(value)) yield* mediaIn(child);
}
