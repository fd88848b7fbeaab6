import { runwareWebhook } from "../../../../src/http/runware-webhook.ts";
import type { HttpLimits } from "../../../../src/http/server.ts";
import { webhookUrl } from "../../../../src/http/webhook-url.ts";
import { createTools, serve } from "./serve.ts";

export const SECRET_KEY = "a key of this test alone, 32 characters or more";
export const TASK = "7b0d4c1e-52a9-4f0e-9a51-0c8f3f1d2a10";
export const OTHER_TASK = "1c2e88a4-0d3b-4b77-8f0e-5f6a7b8c9d0e";

/** A finished video, as Runware announces it. */
export const row = (videoUUID = "b1000000-0000-4000-8000-000000000001", taskUUID = TASK) => ({
  taskType: "videoInference",
  taskUUID,
  videoUUID,
  videoURL: `https://vm.runware.ai/video/${videoUUID}.mp4`,
  cost: 0.3978,
  seed: 1,
});

/** A receiver of its own, and what it made of the posts to it. */
export async function setWebhookBench(limits: Partial<HttpLimits> = {}) {
  const tools = createTools();
  const news: string[] = [];
  const webhook = runwareWebhook({
    secretKey: SECRET_KEY,
    onNews: (taskUUID) => news.push(taskUUID),
    ...tools,
  });
  const server = await serve(tools, [webhook], limits);
  const address = (taskUUID = TASK): string => webhookUrl(server.origin, SECRET_KEY, taskUUID);

  async function post(body: unknown, url = address(), headers: Record<string, string> = {}) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  return { ...tools, ...server, news, address, post };
}
