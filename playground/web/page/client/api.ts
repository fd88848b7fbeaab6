import type { PlaygroundApi, PlaygroundEvent, Refusal, Upload } from "../../api.ts";
import { absolute } from "./absolute.ts";

export interface PageApi extends PlaygroundApi {
  /** Hears what this person may; whoever was heard for before is not any more. */
  connect(as: string, tell: (isLive: boolean) => void): void;
  upload(as: string, file: File): Promise<Upload>;
}

/** The page's one connection to its server. */
export function createApi(): PageApi {
  const hearers = new Set<(event: PlaygroundEvent) => void>();
  let source: EventSource | undefined;

  return {
    get: async (path) => answer(await reach(path, {})),
    post: async (path, body) =>
      answer(
        await reach(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      ),
    async upload(as, file) {
      const query = new URLSearchParams({ as, name: file.name });
      const headers = { "content-type": file.type || "application/octet-stream" };
      const response = await reach(`/api/upload?${query}`, {
        method: "POST",
        headers,
        body: file,
      });
      return answer(response);
    },
    listen(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    connect(as, tell) {
      source?.close();
      const opened = new EventSource(`/api/events?${new URLSearchParams({ as })}`);
      source = opened;
      opened.addEventListener("open", () => tell(true));
      // The browser tries again by itself.
      opened.addEventListener("error", () => tell(false));
      opened.addEventListener("message", ({ data }) => {
        if (opened !== source) return;
        const event = absolute(JSON.parse(String(data))) as PlaygroundEvent;
        for (const hear of hearers) hear(event);
      });
    },
  };
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (cause) {
    throw new Error("The playground does not answer. Is it still running?", { cause });
  }
}

async function answer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (response.ok) return absolute(body) as T;
  throw new Error((body as Refusal).error);
}
