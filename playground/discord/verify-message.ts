import type { Core } from "./core.ts";
import type { UploadedFile } from "./http/read-body.ts";
import type { Channel, Message } from "./model.ts";

export interface MessagePlace {
  readonly core: Core;
  readonly channel: Channel;
  readonly files: readonly UploadedFile[];
  readonly existing?: Message;
  readonly viaInteraction?: boolean;
  readonly deferred?: boolean;
}

/** @throws ApiError 50035, 50006, 40005 */
export function verifyMessage(_body: Record<string, unknown>, _place: MessagePlace): void {}

/** @throws ApiError 50035 */
export function verifyModal(_data: Record<string, unknown>): void {}
