import type { Answerable } from "./begin.ts";
import { ForbiddenError, UserError } from "./errors.ts";
import type { Estimates } from "./estimates.ts";
import type { Generation } from "./generation.ts";
import type { Admission, Origin } from "./ports/admission.ts";
import type { Records } from "./records.ts";
import type { Runner } from "./runner.ts";

/** So long a member has to say yes to a price. */
export const CONFIRM_WITHIN_MS = 10 * 60_000;

export interface ConfirmTools {
  records: Records;
  runner: Pick<Runner, "refresh">;
  admission: Admission;
  estimates: Estimates;
}

/** Where a member says yes to the price that they were shown. */
export function createConfirm(tools: ConfirmTools) {
  const underWay = new Set<string>();

  /**
   * Nothing was reserved while the member thought, so admission decides once more, with what is left
   * now. The press's token is the newest that reaches the card.
   * @throws {UserError} it no longer waits, it is somebody else's, or admission refuses
   */
  return async function confirm(
    id: string,
    origin: Origin,
    { token, tokenExpiresAt }: Pick<Answerable, "token" | "tokenExpiresAt">,
  ): Promise<Generation> {
    const found = await tools.records.find(id);
    if (found !== undefined && found.memberId !== origin.memberId) {
      throw new ForbiddenError(
        "Only the member who asked for this video can say yes to its price.",
      );
    }
    // A double click is one yes.
    if (found?.state !== "held" || underWay.has(id)) throw noLongerWaits();
    underWay.add(id);
    try {
      return await queue(found, origin, { token, tokenExpiresAt });
    } finally {
      underWay.delete(id);
    }
  };

  async function queue(
    { id, request, safety }: Generation,
    origin: Origin,
    renewed: Pick<Answerable, "token" | "tokenExpiresAt">,
  ): Promise<Generation> {
    const { records, runner, admission, estimates } = tools;
    const estimate = estimates.of(request);
    const granted = await admission.admit({ id, request, origin, estimate, confirmed: true });
    let queued: Generation | undefined;
    try {
      // As it is by now: its time may have run out while admission decided.
      queued = await records.amend(id, (current) =>
        current.state === "held"
          ? {
              ...granted,
              safety: admission.safety({ ...current, safety }),
              card: { ...current.card, ...renewed },
            }
          : undefined,
      );
    } catch (error) {
      admission.release(id);
      throw error;
    }
    if (queued?.state !== "queued") {
      admission.release(id);
      throw noLongerWaits();
    }
    runner.refresh(queued);
    return queued;
  }
}

const noLongerWaits = (): UserError =>
  new UserError("This request no longer waits for an answer. Type /video to ask again.");
