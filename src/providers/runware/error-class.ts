import type { FailureKind } from "../../generation/errors.ts";
import type { ApiError } from "./wire-answer.ts";

export type ErrorClass =
  /** Runware has a task of this UUID already. */
  | "conflict"
  | "auth"
  | "credit"
  | "rate"
  | "moderation"
  | "validation"
  /** An image named by its UUID is not there any more. */
  | "mediaMissing"
  /** Runware does not know the task. */
  | "taskUnknown"
  /** The model's own provider gave up. */
  | "timeout"
  | "provider"
  | "server"
  | "unrecognized";

// Codes seen in Runware's own clients and in others' code. The catalogue is unstable and unpublished,
// so these sets are only the sure cases; patterns and the HTTP status decide the rest.
const CODES: ReadonlyMap<string, ErrorClass> = new Map(
  (
    [
      ["conflict", "conflictTaskUUID"],
      ["auth", "invalidApiKey missingApiKey unauthorized forbidden insufficientPermissions"],
      ["auth", "tokenExpired accountSuspended organizationSuspended workspaceSuspended"],
      ["auth", "accountDisabled organizationDisabled workspaceDisabled"],
      ["credit", "insufficientCredits quotaExceeded paymentRequired"],
      ["rate", "rateLimitExceeded inferenceRateLimitExceeded providerRateLimitExceeded"],
      ["rate", "inferenceRateLimitRequestTooLarge"],
      ["moderation", "invalidProviderContent contentPolicyViolation sensitiveContentDetected"],
      ["moderation", "providerContentPolicyViolation unsafeContentDetected nsfwContentDetected"],
      ["moderation", "promptBlocked imageBlocked moderationFailed"],
      ["mediaMissing", "mediaNotFound imageNotFound"],
      ["taskUnknown", "taskNotFound taskFailedOrNotFound"],
      ["timeout", "timeoutProvider providerTimeout providerGatewayTimeout"],
      // Runware's own account with the provider, not the operator's with Runware.
      ["provider", "providerInsufficientCredits thirdPartyInsufficientCredits"],
      ["provider", "inferenceError processingFailed taskFailed taskExpired taskCancelled"],
      ["provider", "downloadFailed uploadFailed noAvailableServer invalidProviderResponse"],
      ["provider", "modelUnavailable modelDisabled modelNotReady"],
      ["validation", "modelNotFound"],
      ["server", "internalServerError serviceUnavailable serverUnavailable standardError"],
      ["server", "unknownError unrecognizedResponse errorRetrievingAccountManagement"],
    ] as const
  ).flatMap(([type, codes]) => codes.split(" ").map((code) => [code, type] as const)),
);

const VALIDATION_CODE =
  /^(invalid|missing|unsupported|value|array|max|min|incompatible|mismatch|unknownParameter)/;
const MODERATION_TEXT =
  /nsfw|moderat|content polic|safety|flagged|prohibited|usage guidelines|filtered out|responsible ai/i;
/** In a complaint about a parameter "safety" may be the parameter, and "prohibited" the rule. */
const MODERATION_TEXT_OF_VALIDATION = /nsfw|moderat|content polic|flagged|usage guidelines/i;

/** What an error means, by its code, its text and, where both say nothing, the HTTP status. */
export function classifyError(error: ApiError, status: number): ErrorClass {
  const byCode = CODES.get(error.code);
  if (byCode !== undefined && byCode !== "provider" && byCode !== "server") return byCode;
  if (byCode === undefined && VALIDATION_CODE.test(error.code)) {
    const aboutSafety = error.parameters.some((name) => name.startsWith("safety"));
    return !aboutSafety && MODERATION_TEXT_OF_VALIDATION.test(error.message)
      ? "moderation"
      : "validation";
  }
  if (MODERATION_TEXT.test(error.message) || MODERATION_TEXT.test(error.upstream)) {
    return "moderation";
  }
  if (byCode !== undefined) return byCode;
  if (error.code.startsWith("provider")) return "provider";
  return classifyStatus(status);
}

/** What an HTTP status alone says. */
export function classifyStatus(status: number): ErrorClass {
  if (status === 401 || status === 403) return "auth";
  if (status === 402) return "credit";
  if (status === 429) return "rate";
  if (status >= 500 || status === 408) return "server";
  if (status >= 400) return "validation";
  return "unrecognized";
}

/** Why a generation failed, where an error of this class is the verdict on its task. */
export const FAILURE_KIND: Readonly<Record<ErrorClass, FailureKind>> = {
  auth: "auth",
  credit: "credit",
  moderation: "moderation",
  validation: "badParameter",
  timeout: "providerTimeout",
  mediaMissing: "provider",
  conflict: "provider",
  rate: "provider",
  taskUnknown: "provider",
  provider: "provider",
  server: "provider",
  unrecognized: "provider",
};
