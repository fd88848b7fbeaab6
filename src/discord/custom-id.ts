import { z } from "zod";

/**
 * `action:generationId` or `action:generationId:argument`. The generation's id is in the id itself,
 * so a button works after a restart and after a month. Discord allows 100 characters.
 */
const CustomId = z
  .string()
  .max(100)
  .regex(/^[a-z-]+:\d{15,21}(:[\w.-]+)?$/)
  .transform((text) => {
    const [action = "", generationId = "", argument] = text.split(":");
    return { action, generationId, argument };
  });

export type CustomId = z.infer<typeof CustomId>;

export const customId = (action: string, generationId: string, argument?: string): string =>
  argument === undefined ? `${action}:${generationId}` : `${action}:${generationId}:${argument}`;

/** Undefined for an id that this bot does not write: forged, or of another version. */
export function parseCustomId(text: string): CustomId | undefined {
  return CustomId.safeParse(text).data;
}
