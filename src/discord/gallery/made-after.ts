import type { Generation } from "../../generation/generation.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";

type After = NonNullable<Generation["after"]>;

/** How a new generation is made after this one; it leads back only to what its guild can look at. */
export function madeAfter(parent: Generation, how: After["how"]): After {
  const message = guildMessageOf(parent);
  if (message === null) return { how, message: null };
  const { channelId, messageId } = message;
  return { how, message: { channelId, messageId } };
}
