import type { Command } from "../src/discord/define-command.ts";
import { defaults } from "./defaults/defaults.ts";
import { deleteVideo } from "./delete-video.ts";
import { feed } from "./feed/feed.ts";
import { gallery } from "./gallery.ts";
import { inbox } from "./inbox.ts";
import { moderate } from "./moderate/moderate.ts";
import { preset } from "./preset/preset.ts";
import { privacy } from "./privacy/privacy.ts";
import { reportVideo } from "./report-video.ts";
import { settings } from "./settings/settings.ts";
import { setup } from "./setup.ts";
import { share } from "./share/share.ts";
import { showcase } from "./showcase/showcase.ts";
import { spoilerVideo } from "./spoiler-video.ts";
import { usage } from "./usage/usage.ts";
import { video } from "./video.ts";

/** Everything people can invoke, in the order Discord lists it. */
export const commands: readonly Command[] = [
  video,
  gallery,
  showcase,
  share,
  preset,
  defaults,
  inbox,
  usage,
  privacy,
  settings,
  feed,
  moderate,
  setup,
  reportVideo,
  spoilerVideo,
  deleteVideo,
];
