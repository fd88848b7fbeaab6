import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { NoAnswerError, type Asker } from "./asker.ts";

/** Takes the answers from lines, one each, where nobody sits before a terminal: a script, a test. */
export function askLines(input: Readable, output: Writable): Asker {
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  const say = (line: string): void => void output.write(`${line}\n`);

  async function ask(question: string): Promise<string> {
    say(question);
    const { value, done } = await lines.next();
    if (done === true) throw new NoAnswerError();
    return value;
  }
  return {
    secret: ask,
    yes: async (question) => /^y(es)?$/i.test((await ask(`${question} (y/n)`)).trim()),
    say,
    close: () => reader.close(),
  };
}
