import { exportTexts } from "./export.ts";
import { readOwnData, type OwnData, type OwnDataTools } from "./own-data.ts";
import type { Erasures } from "./erasures.ts";
import type { Clock } from "../../generation/ports.ts";

/** A member's way to what is kept of them, in every guild. */
export interface Privacy {
  show(memberId: string): Promise<OwnData>;
  /** JSON texts of 8 MB at most each. */
  export(memberId: string): Promise<string[]>;
  /**
   * Resolves once it is written down that everything is to go; it goes within a minute, and what is
   * under way when it has ended.
   * @param id of the interaction that asked
   */
  delete(memberId: string, id: string): Promise<void>;
}

export function createPrivacy(
  tools: OwnDataTools,
  erasures: Pick<Erasures, "request">,
  clock: Pick<Clock, "now">,
): Privacy {
  return {
    show: (memberId) => readOwnData(memberId, tools),
    export: async (memberId) =>
      exportTexts(memberId, await readOwnData(memberId, tools), clock.now()),
    delete: (memberId, id) => erasures.request(id, memberId),
  };
}
