import { randomBytes } from "node:crypto";

/** As Discord's, a token says which interaction it is for, and carries a secret. */
export function mintToken(interactionId: string): string {
  const secret = randomBytes(84).toString("base64url");
  return Buffer.from(`interaction:${interactionId}:${secret}`).toString("base64url");
}

export function interactionIdIn(token: string): string | undefined {
  const [kind, id] = Buffer.from(token, "base64url").toString("latin1").split(":");
  return kind === "interaction" ? id : undefined;
}
