import { PermissionFlagsBits } from "discord-api-types/v10";

export type PermissionName = keyof typeof PermissionFlagsBits;

/** Bits, or the names Discord's documentation gives them (in discord.js's spelling). */
export type PermissionInput = bigint | readonly PermissionName[];

export function permissionBits(input: PermissionInput | undefined): bigint | undefined {
  if (input === undefined || typeof input === "bigint") return input;
  return input.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}
