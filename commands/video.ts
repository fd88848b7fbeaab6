import {
  ApplicationCommandOptionType as Option,
  ApplicationIntegrationType,
  InteractionContextType,
  type Attachment,
} from "discord.js";
import { defineCommand } from "../src/discord/define-command.ts";
import { LIMITS, type FramePosition } from "../src/generation/request.ts";
import type { AttachedFrame } from "../src/generation/service.ts";
import { again } from "./again.ts";
import { appeal } from "./appeal.ts";
import { cancel, details, makeIt, tryAgain } from "./card-buttons.ts";
import { deleteOwn, deleteOwnForGood, makePublic, relist, unlist } from "./more.ts";
import { remix, sendRemix } from "./remix.ts";
import { sendUseAsFrame, useAsFrame } from "./use-as-frame.ts";
import { suggestPresets } from "./preset/suggest-presets.ts";
import { startVideo } from "./start-video.ts";
import { readVideoOptions, videoOptions } from "./video-options.ts";

export const video = defineCommand({
  payload: {
    name: "video",
    description: "Make a video from a prompt",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: Option.String,
        name: "prompt",
        description: "What the video shows, and what is said or heard in it",
        required: true,
        min_length: 1,
        max_length: LIMITS.promptLength,
      },
      {
        type: Option.Attachment,
        name: "first_frame",
        description:
          "The image the video starts with: PNG, JPEG or WEBP, 300 to 4000 pixels a side",
      },
      {
        type: Option.Attachment,
        name: "last_frame",
        description: "The image the video ends with: PNG, JPEG or WEBP, 300 to 4000 pixels a side",
      },
      ...videoOptions,
      {
        type: Option.String,
        name: "preset",
        description: "Named settings of yours or of this server, for what you leave out",
        autocomplete: true,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    await startVideo(interaction, services, {
      prompt: options.prompt,
      options: readVideoOptions(options),
      frames: [...attached("first", options.first_frame), ...attached("last", options.last_frame)],
      preset: options.preset,
    });
  },

  autocomplete: (interaction, services) => suggestPresets(interaction, services, "usable"),

  buttons: {
    "make-it": makeIt,
    cancel,
    details,
    "try-again": tryAgain,
    again,
    remix,
    "use-as-frame": useAsFrame,
    unlist,
    relist,
    "make-public": makePublic,
    "delete-own": deleteOwn,
    "delete-own-yes": deleteOwnForGood,
    ...appeal.buttons,
  },
  modals: { "remix-send": sendRemix, "use-as-frame-send": sendUseAsFrame, ...appeal.modals },
  exempt: [
    "cancel",
    "details",
    "unlist",
    "relist",
    "delete-own",
    "delete-own-yes",
    "appeal",
    "appeal-send",
  ],
});

function attached(position: FramePosition, image: Attachment | undefined): AttachedFrame[] {
  if (image === undefined) return [];
  const format = /^image\/([\w-]+)/.exec(image.contentType ?? "")?.[1]?.toUpperCase();
  return [
    {
      position,
      source: { url: image.url, fileName: image.name, bytes: image.size },
      facts: {
        fileName: image.name,
        format,
        bytes: image.size,
        width: image.width ?? undefined,
        height: image.height ?? undefined,
      },
    },
  ];
}
