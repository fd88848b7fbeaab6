/**
 * Names one message of a generation for whatever else the second id stands: a guild, a channel, a
 * member. `purpose` is one letter. Discord checks a nonce against everything that the bot posted in the
 * last minutes, in whatever channel, and takes 25 characters: each id is written as its eight bytes,
 * which are eleven characters, because parts of ids are the same far too often.
 */
export const nonceOf = (generationId: string, otherId: string, purpose: string): string =>
  `${purpose}${short(generationId)}${short(otherId)}`;

function short(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(id));
  return bytes.toString("base64url");
}
