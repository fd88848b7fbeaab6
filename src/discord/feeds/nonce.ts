/**
 * One message of a generation in each guild, or for whatever else the second id stands. Discord checks a nonce against everything that the bot
 * posted in the last minutes, in whatever channel, and takes 25 characters: each id is written as its
 * eight bytes, which are eleven characters.
 */
export const nonceOf = (generationId: string, guildId: string, purpose = "f"): string =>
  `${purpose}${short(generationId)}${short(guildId)}`;

function short(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(id));
  return bytes.toString("base64url");
}
