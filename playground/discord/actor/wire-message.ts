import type { APIMessage } from "discord-api-types/v10";

/** A message as Discord's own client gets it. */
export type WireMessage = APIMessage;
