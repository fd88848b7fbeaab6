const MIB = 1024 * 1024;

/** Discord's figure for everyone, also in direct messages. */
export const dmUploadBytes = 10 * MIB;

/** By boost tier (Discord's help pages, "File Attachments FAQ"). */
export const tierUploadBytes = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB] as const;
