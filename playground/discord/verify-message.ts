import { refuse } from "./api-error.ts";
import { checkMessage, checkModal, type MessageRoute } from "./check-message.ts";
import type { Core } from "./core.ts";
import type { UploadedFile } from "./http/read-body.ts";
import type { Channel, Message } from "./model.ts";
import { dmUploadBytes } from "./upload-limits.ts";

export interface MessagePlace {
  readonly core: Core;
  readonly channel: Channel;
  readonly files: readonly UploadedFile[];
  readonly via: MessageRoute;
  /** The message an edit changes. */
  readonly existing?: Message;
}

/** @throws ApiError 50035, 50006, 40005 */
export function verifyMessage(body: Record<string, unknown>, place: MessagePlace): void {
  const { core, channel, existing } = place;
  const guild = channel.guildId ? core.world.guilds.get(channel.guildId) : undefined;
  const refusal = checkMessage(body, {
    via: place.via,
    uploadedFiles: place.files.map(({ index, name, bytes }) => ({
      id: index,
      filename: name,
      size: bytes.length,
    })),
    maxBytes: guild?.uploadLimitBytes ?? dmUploadBytes,
    ...(place.via === "interaction" || place.via === "deferral" ? { path: ["data"] } : {}),
    ...(existing
      ? {
          existing: {
            flags: existing.flags,
            attachments: existing.attachments,
            content: existing.content,
            embeds: existing.embeds as object[],
            components: existing.components,
          },
        }
      : {}),
  });
  refuse(refusal);
}

/** @throws ApiError 50035 */
export function verifyModal(data: Record<string, unknown>): void {
  refuse(checkModal(data));
}
