import { UserError } from "../generation/errors.ts";
import type { Admission } from "../generation/ports.ts";
import type { SafetyMode } from "../generation/request.ts";
import { missingPermissions } from "./bot-permissions.ts";

export interface AdmissionRules {
  /** Undefined: every guild is served. */
  allowedGuilds: ReadonlySet<string> | undefined;
  /** The safety check of guilds that set none of their own. */
  safety: SafetyMode;
}

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

/** The decision, before any money, whether a request may run. */
export function createAdmission(rules: AdmissionRules): Admission {
  return {
    async admit(request, origin, upperBoundMicroUsd) {
      if (rules.allowedGuilds !== undefined && !rules.allowedGuilds.has(origin.guildId)) {
        throw new UserError(
          "This bot is private: it works only in the servers that its operator chose.",
        );
      }
      const missing = missingPermissions(origin.appPermissions, origin);
      // An ephemeral card needs nothing of the channel: it lives on the interaction alone.
      if (missing.length > 0 && !request.private) {
        throw new UserError(
          `I cannot post videos here: I am missing ${inWords.format(missing.map((name) => `**${name}**`))} in this channel. ` +
            "Someone who manages the server can allow that in the channel's settings. Nothing was spent.",
        );
      }
      return { safety: rules.safety, reservedMicroUsd: upperBoundMicroUsd };
    },
    safety: (generation) => strictest(generation.safety, rules.safety),
  };
}

const STRICTNESS: Record<SafetyMode, number> = { none: 0, fast: 1, full: 2 };

/** Safety only tightens (rule 9). */
export const strictest = (a: SafetyMode, b: SafetyMode): SafetyMode =>
  STRICTNESS[a] >= STRICTNESS[b] ? a : b;
