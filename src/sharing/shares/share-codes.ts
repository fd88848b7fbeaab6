import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Generation } from "../../generation/generation.ts";
import type { Collection } from "../../generation/ports.ts";
import type { Elsewhere } from "../elsewhere.ts";

export const ShareCodeSchema = z.object({
  generationId: z.string(),
  /** Of the generation. */
  guildId: z.string(),
  /** Whether the member and their guild are named to whoever opens it. */
  credit: z.enum(["full", "none"]),
});
export type ShareCode = z.infer<typeof ShareCodeSchema>;

/** Codes that open a result wherever the bot is. Whether one still may be opened is asked elsewhere. */
export interface ShareCodes extends Elsewhere {
  /** The code of a generation, which is the same each time; the credit is the one given last. */
  give(
    generation: Pick<Generation, "id" | "guildId">,
    credit: ShareCode["credit"],
  ): Promise<string>;
  /** What a code as somebody typed it stands for. */
  find(typed: string): Promise<ShareCode | undefined>;
  /** The codes of a guild's results; how many. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
}

/** Neither vowels, which would make words, nor what looks like another sign: 28 of them. */
const SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ";
/** 28^10 are 48 bits: with a few tries an hour nobody finds one. */
export const CODE_LENGTH = 10;

type Store = Pick<Collection<ShareCode>, "get" | "set" | "delete" | "readAll">;

/** @param secretKey codes are made from it: they are known before they are kept, and to nobody else */
export function createShareCodes(store: Store, secretKey: string): ShareCodes {
  function codeOf(generationId: string): string {
    const digest = createHmac("sha256", secretKey).update(`share-code:${generationId}`).digest();
    let rest = BigInt(`0x${digest.toString("hex")}`);
    let code = "";
    for (let at = 0; at < CODE_LENGTH; at += 1) {
      code += SIGNS[Number(rest % BigInt(SIGNS.length))];
      rest /= BigInt(SIGNS.length);
    }
    return code;
  }

  return {
    async give({ id, guildId }, credit) {
      const code = codeOf(id);
      await store.set(code, { generationId: id, guildId, credit });
      return `${code.slice(0, 5)}-${code.slice(5)}`;
    },
    async find(typed) {
      const code = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
      return code.length === CODE_LENGTH ? store.get(code) : undefined;
    },
    async follow(generationId, now) {
      if (now === "gone") await store.delete(codeOf(generationId));
    },
    async purge(guildId, goOn) {
      let removed = 0;
      for await (const row of store.readAll()) {
        if (!goOn()) return removed;
        if ("broken" in row || row.value.guildId !== guildId) continue;
        await store.delete(row.id);
        removed += 1;
      }
      return removed;
    },
  };
}
