import type { Route } from "./route.ts";

/** `GET /metrics`, in the text format of Prometheus. */
export function metricsRoute(render: () => Promise<{ contentType: string; text: string }>): Route {
  return {
    name: "metrics",
    path: /^\/metrics$/,
    methods: ["GET", "HEAD"],
    async handle({ response }) {
      const { contentType, text } = await render();
      response.writeHead(200, { "content-type": contentType });
      response.end(text);
    },
  };
}
