import type { Guild, Overwrite } from "../model.ts";
import { permissionBits, type PermissionInput } from "./permission-input.ts";

export interface OverwriteOptions {
  /** A member or role by its id. */
  readonly for: { readonly id: string } | "everyone" | "bot";
  readonly allow?: PermissionInput;
  readonly deny?: PermissionInput;
}

export function overwritesFrom(
  guild: Guild,
  botId: string,
  given: readonly OverwriteOptions[],
): Overwrite[] {
  return given.map((overwrite) => {
    const id = idOf(guild, botId, overwrite.for);
    return {
      id,
      type: guild.roles.has(id) ? 0 : 1,
      allow: permissionBits(overwrite.allow) ?? 0n,
      deny: permissionBits(overwrite.deny) ?? 0n,
    };
  });
}

function idOf(guild: Guild, botId: string, target: OverwriteOptions["for"]): string {
  if (target === "everyone") return guild.id;
  return target === "bot" ? botId : target.id;
}
