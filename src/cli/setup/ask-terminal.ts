import { CANCEL_SYMBOL, confirm, log, password } from "@clack/prompts";
import { NoAnswerError, type Asker } from "./asker.ts";

/** Asks somebody at a keyboard. Ctrl-C and Escape break it off. */
export function askTerminal(): Asker {
  function answered<T>(answer: T | typeof CANCEL_SYMBOL): T {
    if (answer === CANCEL_SYMBOL) throw new NoAnswerError();
    return answer;
  }
  return {
    secret: async (message) => answered(await password({ message })) ?? "",
    yes: async (message) => answered(await confirm({ message, initialValue: false })),
    say: (line) => log.message(line),
    close() {},
  };
}
