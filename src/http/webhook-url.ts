import { createHmac, timingSafeEqual } from "node:crypto";

/** Where Runware announces the results of a task; `publicUrl` has no slash at its end. */
export function webhookUrl(publicUrl: string, secretKey: string, taskUUID: string): string {
  return `${publicUrl}/webhooks/runware/${taskUUID}?token=${tokenOf(secretKey, taskUUID)}`;
}

/**
 * Whether a token is the one of this task. It is all that tells Runware from a stranger: Runware
 * documents no signature, only parameters in the address.
 */
export function isToken(given: string, secretKey: string, taskUUID: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(tokenOf(secretKey, taskUUID))];
  // The length of a token is no secret.
  return left.length === right.length && timingSafeEqual(left, right);
}

function tokenOf(secretKey: string, taskUUID: string): string {
  return createHmac("sha256", secretKey).update(`runware-webhook:${taskUUID}`).digest("base64url");
}
