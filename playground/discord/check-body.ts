import * as z from "zod";
import { addIssues } from "./checks/schema-issues.ts";
import { strictSchema, type SchemaName } from "./checks/schemas.ts";
import { formErrors, type DiscordFormErrors } from "./form-errors.ts";

export type BodyVerdict =
  | { schema: SchemaName | "none"; ok: true }
  | { schema: SchemaName; ok: false; errors: DiscordFormErrors };

/** Method and path, `*` for any one segment; the first that fits counts. */
const ROUTES: readonly (readonly [method: string, path: string, schema: SchemaName])[] = [
  ["POST", "/interactions/*/*/callback", "InteractionCallback"],
  ["POST", "/webhooks/*/*", "IncomingWebhookRequestPartial"],
  ["PATCH", "/webhooks/*/*/messages/*", "IncomingWebhookUpdateRequestPartial"],
  ["POST", "/channels/*/messages/bulk-delete", "BulkDelete"],
  ["POST", "/channels/*/messages", "MessageCreateRequest"],
  ["PATCH", "/channels/*/messages/*", "MessageEditRequestPartial"],
  ["POST", "/channels/*/messages/*/threads", "CreateTextThreadWithMessageRequest"],
  ["POST", "/channels/*/threads", "CreateThreadRequest"],
  ["PATCH", "/channels/*", "UpdateChannelRequest"],
  ["POST", "/guilds/*/channels", "CreateGuildChannelRequest"],
  ["POST", "/users/@me/channels", "CreatePrivateChannelRequest"],
  ["PATCH", "/users/@me", "BotAccountPatchRequest"],
  ["PATCH", "/applications/@me", "ApplicationFormPartial"],
  ["PUT", "/applications/*/commands", "ApplicationCommandUpdateRequestList"],
  ["PUT", "/applications/*/guilds/*/commands", "ApplicationCommandUpdateRequestList"],
  ["POST", "/applications/*/commands", "ApplicationCommandCreateRequest"],
  ["POST", "/applications/*/guilds/*/commands", "ApplicationCommandCreateRequest"],
  ["PATCH", "/applications/*/commands/*", "ApplicationCommandPatchRequestPartial"],
  ["PATCH", "/applications/*/guilds/*/commands/*", "ApplicationCommandPatchRequestPartial"],
];

/**
 * Holds the JSON part of a request against Discord's published schema for its route, strictly: a
 * key that the schema does not name is an error, although Discord itself would pass over it.
 *
 * @param route a path below `/api/v10`, with parameters named (`/channels/:id/messages`) or real.
 */
export function checkBody(method: string, route: string, body: unknown): BodyVerdict {
  const schema = schemaFor(method, route);
  if (schema === undefined) return { schema: "none", ok: true };
  const result = z.safeParse(strictSchema(schema), body ?? {}, { reportInput: true });
  if (result.success) return { schema, ok: true };
  const found = formErrors();
  addIssues(result.error.issues, [], found);
  return { schema, ok: false, errors: found.errors };
}

function schemaFor(method: string, route: string): SchemaName | undefined {
  const segments = route.replace(/^\/api(\/v\d+)?/, "").split("/");
  return ROUTES.find(
    ([routeMethod, path]) => routeMethod === method.toUpperCase() && fits(path, segments),
  )?.[2];
}

function fits(path: string, segments: readonly string[]): boolean {
  const wanted = path.split("/");
  return (
    wanted.length === segments.length &&
    wanted.every((segment, index) => segment === "*" || segment === segments[index])
  );
}
