import type { FaultRequest, SwitchView } from "../../web/api.ts";
import { PageRefusal } from "../page-refusal.ts";
import type { Switch } from "./switch.ts";

/** The switches, and which of them are on. */
export interface Board {
  readonly views: SwitchView[];
  /** Twice the same changes nothing. @throws {PageRefusal} 404 */
  set(request: FaultRequest): void;
}

export function createBoard(
  switches: readonly Switch[],
  changed: (views: SwitchView[]) => void,
): Board {
  const on = new Map<string, () => void>();

  const views = (): SwitchView[] =>
    switches.map(({ id, group, kind, label, hint }) => {
      return { id, group, kind, label, hint, isOn: on.has(id) };
    });

  return {
    get views() {
      return views();
    },
    set({ id, on: wanted }) {
      const found = switches.find((one) => one.id === id);
      if (!found) throw new PageRefusal(404, "There is no such switch.");
      if (found.kind === "once") {
        found.act();
        return;
      }
      const turnOff = on.get(id);
      if (wanted === (turnOff !== undefined)) return;
      if (turnOff) {
        on.delete(id);
        turnOff();
      } else {
        on.set(id, found.act() ?? (() => undefined));
      }
      changed(views());
    },
  };
}
