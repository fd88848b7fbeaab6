import { randomBytes } from "node:crypto";
import type { User } from "./model.ts";
import type { Snowflakes } from "./snowflake.ts";

/** The application's bot user, and a token in the form of Discord's. */
export function createBot(
  ids: Snowflakes,
  options: { botName?: string; token?: string; bot?: User },
): { bot: User; token: string } {
  const id = options.bot?.id ?? ids.next();
  const secret = randomBytes(28).toString("base64url");
  return {
    token: options.token ?? `${Buffer.from(id).toString("base64url")}.local0.${secret}`,
    bot: options.bot ?? {
      id,
      username: options.botName ?? "Flipbook",
      globalName: null,
      bot: true,
      locale: "en-US",
      uploadLimitBytes: 0,
      dmsOpen: false,
    },
  };
}
