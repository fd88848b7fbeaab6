import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/**
 * Stands before Runware and keeps back the acknowledgement of each task until the test lets it go,
 * so that the test knows what the bot does not know yet.
 */
export async function holdSubmits(apiUrl: () => string) {
  let letGo = (): void => {};
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const body = await text(request);
      const { authorization = "" } = request.headers;
      const headers = { authorization, "content-type": "application/json" };
      const answer = await fetch(apiUrl(), { method: "POST", headers, body });
      const bytes = await answer.text();
      if (body.includes('"videoInference"')) await released;
      response.writeHead(answer.status, { "content-type": "application/json" }).end(bytes);
    };
    pass().catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { apiUrl: `http://127.0.0.1:${port}/v1`, letGo: () => letGo() };
}
