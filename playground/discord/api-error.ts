import type { DiscordRefusal } from "./form-errors.ts";

/** A refusal in Discord's own form; the HTTP layer turns it into `{message, code, errors?}`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: number;
  readonly errors: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    extra: {
      errors?: unknown;
      /** Beside message and code. */
      fields?: Record<string, unknown>;
      headers?: Record<string, string>;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: extra.cause });
    this.status = status;
    this.code = code;
    this.errors = extra.errors;
    this.fields = extra.fields ?? {};
    this.headers = extra.headers ?? {};
  }

  toBody(): Record<string, unknown> {
    const body: Record<string, unknown> = {
      message: this.message,
      code: this.code,
      ...this.fields,
    };
    if (this.errors !== undefined) body["errors"] = this.errors;
    return body;
  }
}

// Status and wording: Discord's documentation, "JSON Error Codes".
const KNOWN = {
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  unknownChannel: [404, 10003, "Unknown Channel"],
  unknownGuild: [404, 10004, "Unknown Guild"],
  unknownMember: [404, 10007, "Unknown Member"],
  unknownMessage: [404, 10008, "Unknown Message"],
  unknownUser: [404, 10013, "Unknown User"],
  unknownWebhook: [404, 10015, "Unknown Webhook"],
  unknownInteraction: [404, 10062, "Unknown interaction"],
  unknownCommand: [404, 10063, "Unknown application command"],
  tooLarge: [413, 40005, "Request entity too large"],
  alreadyAcknowledged: [400, 40060, "Interaction has already been acknowledged."],
  missingAccess: [403, 50001, "Missing Access"],
  foreignMessage: [403, 50005, "Cannot edit a message authored by another user"],
  emptyMessage: [400, 50006, "Cannot send an empty message"],
  notAText: [400, 50008, "Cannot send messages in a non-text channel"],
  closedDirectMessages: [403, 50007, "Cannot send messages to this user"],
  missingPermissions: [403, 50013, "Missing Permissions"],
  deadToken: [401, 50027, "Invalid Webhook Token"],
  badApiVersion: [400, 50041, "Invalid API version provided"],
  archivedThread: [400, 50083, "Thread is archived"],
  badJson: [400, 50109, "The request body contains invalid JSON."],
  noMutualGuilds: [403, 50278, "Cannot send messages to this user due to having no mutual guilds"],
  lockedThread: [400, 160005, "Thread is locked"],
} as const satisfies Record<string, readonly [number, number, string]>;

export type KnownApiError = keyof typeof KNOWN;

export function apiError(name: KnownApiError): ApiError {
  const [status, code, message] = KNOWN[name];
  return new ApiError(status, code, message);
}

/** 50035 with Discord's nested `errors` object. */
export function invalidForm(errors: unknown): ApiError {
  return new ApiError(400, 50035, "Invalid Form Body", { errors });
}

/** 50035 for one field, given by its path. */
export function invalidField(path: readonly (string | number)[], code: string, message: string) {
  let errors: Record<string, unknown> = { _errors: [{ code, message }] };
  for (const key of path.toReversed()) errors = { [String(key)]: errors };
  return invalidForm(errors);
}

/** Throws what a check found. @throws ApiError */
export function refuse(refusal: DiscordRefusal | null): void {
  if (!refusal) return;
  const { status, code, message, errors } = refusal;
  throw new ApiError(status, code, message, { errors });
}
