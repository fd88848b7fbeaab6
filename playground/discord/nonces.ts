import type { Core } from "./core.ts";
import type { Message } from "./model.ts";

export interface Nonces {
  /** Makes the message, unless one with this nonce was made in the last minutes: then that one. */
  once(nonce: string, make: () => Promise<Message>): Promise<Message>;
}

interface Remembered {
  readonly until: number;
  readonly message: Promise<Message>;
}

/**
 * `enforce_nonce` (Discord's reference, "Create Message"): checked per author, which for us is
 * always the bot, "in the past few minutes".
 */
export function createNonces(core: Core): Nonces {
  const remembered = new Map<string, Remembered>();

  function forgetOld(): void {
    for (const [nonce, { until }] of remembered) {
      if (until <= core.clock.now()) remembered.delete(nonce);
    }
  }

  return {
    async once(nonce, make) {
      forgetOld();
      const known = await remembered.get(nonce)?.message;
      if (known && !known.deleted) return known;
      // Remembered as a promise, so that two posts at once do not both find nothing.
      const message = make();
      remembered.set(nonce, { until: core.clock.now() + core.limits.nonceMemoryMs, message });
      try {
        return await message;
      } catch (error) {
        remembered.delete(nonce);
        throw error;
      }
    },
  };
}
