import { UserError } from "../generation/errors.ts";
import type { Admission, Asked, Clock } from "../generation/ports.ts";
import type { SafetyMode } from "../generation/request.ts";
import { missingPermissions, namesInWords } from "./bot-permissions.ts";
import { effectiveSafety, strictest } from "./safety.ts";
import type { Settings } from "./settings.ts";

export interface OperatorRules {
  /** Undefined: every guild is served. */
  allowedGuilds: ReadonlySet<string> | undefined;
  /** No guild may be looser. */
  safetyFloor: SafetyMode;
  /** Nothing new is made anywhere. */
  paused: boolean;
}

export interface AdmissionTools {
  rules: OperatorRules;
  settings: Settings;
  clock: Clock;
}

/** The decision, before any money, whether a request may run. */
export function createAdmission({ rules, settings, clock }: AdmissionTools): Admission {
  return {
    async admit(asked) {
      const { origin, estimate } = asked;
      refuseOutside(rules, asked);
      const guild = settings.of(origin.guildId);
      if (rules.paused) {
        throw new UserError("The bot's operator has paused new videos for now. Nothing was spent.");
      }
      if (guild.paused !== null) {
        throw new UserError(
          "The moderators of this server have paused new videos for now. Nothing was spent.",
        );
      }
      const { mode } = effectiveSafety(rules.safetyFloor, guild, origin);
      return {
        state: "queued",
        safety: mode,
        reservedMicroUsd: estimate.upperBoundMicroUsd,
        keyId: guild.keyId,
        day: new Date(clock.now()).toISOString().slice(0, 10),
        admittedAt: clock.now(),
        boundMicroUsd: estimate.upperBoundMicroUsd,
      };
    },
    release() {},
    follow() {},
    async book() {},
    safety(generation) {
      // What cannot be read may have been strict: the strictest there is, and nothing is refused late.
      if (!settings.isReadable(generation.guildId)) return "full";
      const { mode } = effectiveSafety(
        rules.safetyFloor,
        settings.of(generation.guildId),
        generation,
      );
      return strictest(generation.safety, mode);
    },
  };
}

/** Where the bot may not be used, or could not post what was paid for. */
function refuseOutside({ allowedGuilds }: OperatorRules, { origin, request }: Asked): void {
  if (allowedGuilds !== undefined && !allowedGuilds.has(origin.guildId)) {
    throw new UserError(
      "This bot is private: it works only in the servers that its operator chose.",
    );
  }
  const missing = missingPermissions(origin.appPermissions, origin);
  // An ephemeral card needs nothing of the channel: it lives on the interaction alone.
  if (missing.length > 0 && !request.private) {
    const where = origin.isThread
      ? "this thread. Someone who manages the channel it is in can allow me that"
      : "this channel. Someone who manages it can allow me that";
    throw new UserError(
      `I cannot post videos here: I am missing ${namesInWords(missing)} in ${where} under Edit Channel → Permissions; \`/setup\` shows more. Nothing was spent.`,
    );
  }
}
