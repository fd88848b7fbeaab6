import type { World } from "./world.ts";

interface AllowedMentions {
  parse?: unknown;
  users?: unknown;
}

/** Whom a message pings: those it names, in its content or its text displays, and is allowed to. */
export function mentionsIn(world: World, body: Record<string, unknown>): string[] {
  const named = new Set<string>();
  for (const text of textsIn([body["content"], body["components"]])) {
    for (const match of text.matchAll(/<@!?(\d+)>/g)) {
      if (match[1] && world.users.has(match[1])) named.add(match[1]);
    }
  }
  const allowed = body["allowed_mentions"] as AllowedMentions | null | undefined;
  if (!allowed) return [...named];
  if (Array.isArray(allowed.parse) && allowed.parse.includes("users")) return [...named];
  const users = Array.isArray(allowed.users) ? (allowed.users as unknown[]) : [];
  return [...named].filter((id) => users.includes(id));
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const child of value) yield* textsIn(child);
  else if (typeof value === "object" && value !== null) {
    for (const key of ["content", "components", "accessory"]) {
      yield* textsIn((value as Record<string, unknown>)[key]);
    }
  }
}
