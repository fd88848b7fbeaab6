import { z } from "zod";

/**
 * `action:subjectId` or `action:subjectId:argument`. What a button is about, a generation, a guild or
 * a member, is in the id itself, so it works after a restart and after a month. Discord allows 100
 * characters.
 */
const CustomId = z
  .string()
  .max(100)
  .regex(/^[a-z-]+:\d{15,21}(:[\w.-]+)?$/)
  .transform((text) => {
    const [action = "", subjectId = "", argument] = text.split(":");
    return { action, subjectId, argument };
  });

export type CustomId = z.infer<typeof CustomId>;

export const customId = (action: string, subjectId: string, argument?: string): string =>
  argument === undefined ? `${action}:${subjectId}` : `${action}:${subjectId}:${argument}`;

/** Undefined for an id that this bot does not write: forged, or of another version. */
export function parseCustomId(text: string): CustomId | undefined {
  return CustomId.safeParse(text).data;
}

/**
 * Handlers by the action of the custom id.
 * @throws {Error} where two are for the same action: one of them would never be called
 */
export function uniqueActions<H>(handlers: readonly (readonly [string, H])[]): Map<string, H> {
  const byAction = new Map(handlers);
  if (byAction.size === handlers.length) return byAction;
  const names = handlers.map(([action]) => action);
  const twice = names.filter((action, at) => names.indexOf(action) !== at);
  throw new Error(`two handlers for the same custom id: ${twice.join(", ")}`);
}
