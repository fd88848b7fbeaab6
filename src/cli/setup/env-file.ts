import { open, readFile, realpath, rename } from "node:fs/promises";
import { parseEnv } from "node:util";
import { isMissing } from "../../media/disk.ts";

export interface EnvFile {
  /** Where it really is, behind links. */
  readonly path: string;
  readonly text: string;
  /** A variable's value; undefined where it has none. */
  value(name: string): string | undefined;
}

/** Reads a file of variables; where there is none, `example` stands in for it. */
export async function readEnvFile(file: string, example: string): Promise<EnvFile> {
  const found = await readIfThere(file);
  const text = found ?? (await readIfThere(example)) ?? "";
  const values = parseEnv(text);
  return {
    path: found === undefined ? file : await realpath(file),
    text,
    value: (name) => values[name]?.trim() || undefined,
  };
}

/**
 * The text with these variables set: in the place of each line that has them, since of several the last
 * one counts, or of the one that shows them, else at the end. Every other line stays as it is. The
 * values need no quotes: letters, digits, `.`, `_`, `-`.
 */
export function withVariables(text: string, variables: Readonly<Record<string, string>>): string {
  let lines = text;
  for (const [name, value] of Object.entries(variables)) {
    const line = `${name}=${value}`;
    const has = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, "gm");
    const shows = new RegExp(`^#[ \\t]*${name}=.*$`, "m");
    const place = [has, shows].find((each) => lines.search(each) !== -1);
    if (place !== undefined) lines = lines.replace(place, () => line);
    else lines = `${lines}${lines === "" || lines.endsWith("\n") ? "" : "\n"}${line}\n`;
  }
  return lines;
}

/** Writes the file whole or not at all, for its owner's eyes alone. */
export async function writeEnvFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, "w", 0o600);
  try {
    // One that a crash left keeps its own rights.
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
