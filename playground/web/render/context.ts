/** Whoever a message names. */
export interface NamedUser {
  name: string;
  bot?: boolean;
  /** An address of a picture; drawn from the name without one. */
  avatar?: string;
}

export interface NamedRole {
  name: string;
  /** `0xRRGGBB` */
  color?: number;
}

export interface NamedChannel {
  name: string;
  kind?: "text" | "voice" | "thread" | "forum" | "category";
}

/** What an id stands for; undefined for what the viewer cannot know. */
export interface Directory {
  user(id: string): NamedUser | undefined;
  role(id: string): NamedRole | undefined;
  channel(id: string): NamedChannel | undefined;
}

/** One thing that a menu of users, roles or channels offers. */
export interface Candidate {
  id: string;
  type: "user" | "role" | "channel";
}

/** All that the renderer has to know beside the message itself. */
export interface RenderContext {
  /** What "in 40 seconds" counts from: milliseconds since 1970. */
  nowMs: number;
  /** IANA name: where the viewer's clock hangs. */
  timeZone: string;
  names: Directory;
  /** Whoever looks: a mention of them stands out. */
  viewerId?: string;
  /** Spoilers that were pressed, by the `data-reveal` they carry. */
  revealed: ReadonlySet<string>;
  /** The menu that lies open, by its `data-menu`. */
  openMenu?: string;
  /** What a menu of users, roles or channels offers, in its order. */
  candidates?: readonly Candidate[];
  /** What was typed or chosen so far, by custom id; true or false for a single checkbox. */
  entered?: ReadonlyMap<string, string | boolean | readonly string[]>;
  /** A picture to show before a video plays. */
  stillOf?: (url: string) => string | undefined;
}

/** Names nothing: mentions are shown as Discord shows what it does not know. */
export const NOBODY: Directory = {
  user: () => undefined,
  role: () => undefined,
  channel: () => undefined,
};

/** A context and the place in it that keys are counted from: a message, a component, a text. */
export interface Scope extends RenderContext {
  readonly key: string;
}

export const within = (scope: Scope, part: string | number): Scope => ({
  ...scope,
  key: `${scope.key}.${part}`,
});
