import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

export const MANIFEST = "manifest.json";
export const STORE_COPY = "store.sqlite";
export const KEY_COPY = "secret.key";
/** Folders of DATA_DIR that records speak of. */
export const KEPT_FOLDERS = ["frames", "spool"] as const;

/** No name in it leads out of the folder that it is read for. */
const RelativePath = z
  .string()
  .regex(/^(?:store\.sqlite|secret\.key|(?:frames|spool)(?:\/[^/\\]+)+)$/)
  .refine((name) => !name.split("/").includes(".."));

const ManifestSchema = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Whether a bot was at work meanwhile, and has gone on since. */
  botRan: z.boolean(),
  files: z.array(
    z.object({
      path: RelativePath,
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof ManifestSchema>;
export type BackedUpFile = Manifest["files"][number];

/** What a file of a backup is known by. */
export async function describeFile(folder: string, name: string): Promise<BackedUpFile> {
  const file = path.join(folder, name);
  return { path: name, bytes: (await stat(file)).size, sha256: await sha256(file) };
}

/** @throws {Error} with a sentence for the operator: it is no backup, or not a whole one */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(path.join(folder, MANIFEST), "utf8");
  } catch (cause) {
    throw new Error(`${folder} is no backup: it has no ${MANIFEST}`, { cause });
  }
  const parsed = ManifestSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new Error(
      `${path.join(folder, MANIFEST)} cannot be read: it is damaged, or from a newer Flipbook`,
      { cause: parsed.error },
    );
  }
  if (!parsed.data.files.some((file) => file.path === STORE_COPY)) {
    throw new Error(`${folder} is no whole backup: it has no ${STORE_COPY}`);
  }
  return parsed.data;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The schema says what is wrong with it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
