import type { UploadedFile } from "./read-body.ts";

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By the names in the route's template; a missing name is an error of ours, so it throws. */
  param(name: string): string;
  readonly body: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
}

export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** e.g. `/channels/:channelId/messages`. */
  readonly template: string;
  /** Interaction routes prove themselves by the token in their path. */
  readonly open?: boolean;
  readonly handle: (request: ApiRequest) => ApiReply | Promise<ApiReply>;
}

export interface Match {
  readonly route: Route;
  /** The template with plain `:id` and `:token`, the way discord.js names its buckets. */
  readonly name: string;
  /** Rate limits are counted apart for each channel, guild and webhook. */
  readonly major: string;
  readonly params: ReadonlyMap<string, string>;
}

export type Router = (method: string, path: string) => Match | undefined;

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({
    route,
    segments: route.template.split("/").slice(1),
    name: routeName(route.template),
  }));

  return (method, path) => {
    const given = path.split("/").slice(1);
    for (const { route, segments, name } of compiled) {
      if (route.method !== method || segments.length !== given.length) continue;
      const params = new Map<string, string>();
      const fits = segments.every((segment, index) => {
        const value = given[index] ?? "";
        if (!segment.startsWith(":")) return segment === value;
        params.set(segment.slice(1), value);
        return value !== "";
      });
      if (fits) return { route, name, params, major: majorOf(params) };
    }
    return undefined;
  };
}

export function routeName(template: string): string {
  return template.replaceAll(/:\w*Id\b/g, ":id");
}

function majorOf(params: ReadonlyMap<string, string>): string {
  const major = ["channelId", "guildId", "webhookId", "token"];
  return major.map((name) => params.get(name) ?? "").join("/");
}
