import type { Log } from "../../generation/ports.ts";
import { readTermList } from "./term-list.ts";

/** The operator's own terms, one a line; what is no term is named in the log and left out. */
export function readOperatorList(text: string, log: Pick<Log, "warn" | "info">): string[] {
  const { terms, problems } = readTermList(text);
  for (const { line, problem } of problems) {
    log.warn({ line, problem }, "a line of BLOCKLIST_FILE is no term and is left out");
  }
  log.info({ terms: terms.length }, "read BLOCKLIST_FILE");
  return terms;
}
