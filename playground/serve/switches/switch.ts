import type { SwitchView } from "../../web/api.ts";

/** Something that can be made to go wrong, by hand. */
export interface Switch extends Omit<SwitchView, "isOn" | "kind"> {
  /** Turns it on and returns how to turn it off again; of a `once` what is returned is nothing. */
  readonly act: () => (() => void) | void;
  readonly kind: SwitchView["kind"];
}
