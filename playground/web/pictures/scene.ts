import type { ChannelHandle } from "../../discord/actor/channel.ts";
import type { GuildHandle } from "../../discord/actor/guild.ts";
import type { Actor } from "../../discord/actor/member.ts";
import type { Modal } from "../../discord/actor/modal.ts";
import type { WireMessage } from "../../discord/actor/wire-message.ts";
import type { View } from "./camera.ts";
import type { Stage, StageOptions } from "./stage.ts";

/** How a message or a form is pictured. */
export interface Pose extends View {
  /** Whoever has it before them. */
  viewer: Actor;
  /** The menu that lies open, by its custom id. */
  openMenu?: string;
  /** What was typed into a form, by custom id. */
  entered?: ReadonlyMap<string, string | boolean | readonly string[]>;
  /** Where in a video its still is taken; 1 s unless told. */
  secondsBeforeEnd?: number;
}

/** Where a scene plays: a server with two channels, a member and a moderator in it. */
export interface SceneSet extends Stage {
  guild: GuildHandle;
  channel: ChannelHandle;
  /** Which nobody but the moderator and the bot can see. */
  log: ChannelHandle;
  member: Actor;
  moderator: Actor;
  /** Takes a picture of messages, written as `docs/images/NAME.png`. */
  take: (name: string, messages: readonly WireMessage[], pose: Pose) => Promise<void>;
  takeForm: (name: string, modal: Modal, pose: Pose) => Promise<void>;
}

/** Who does what, and what is pictured of it. */
export interface Scene {
  name: string;
  stage?: StageOptions;
  play(set: SceneSet): Promise<void>;
}
