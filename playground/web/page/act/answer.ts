import type { Answer } from "../../api.ts";
import type { Page } from "../page.ts";

/**
 * What a press, a choice or a command brought: a form opens, everything else comes as news of its
 * message. @returns the sentence that Discord shows where nothing came
 */
export function takeAnswer({ store }: Page, answer: Answer): string | undefined {
  if (answer.kind === "noAnswer") return answer.text;
  if (answer.kind === "modal") {
    store.set({
      form: { modal: answer.modal, chosen: new Map(), files: new Map(), isSending: false },
    });
  }
  return undefined;
}
