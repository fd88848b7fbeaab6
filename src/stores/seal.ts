import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
/** The size that AES-GCM is made for (NIST SP 800-38D, 5.2.1.1). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is sealed cannot be opened: another secret, another owner, or changed bytes. Quotes nothing. */
export class SealError extends Error {
  override readonly name = "SealError";
}

export interface Seal {
  /** `owner` is sealed in, though not stored: only whoever names it again can open the text. */
  close(text: string, owner: string): string;
  /** @throws {SealError} */
  open(sealed: string, owner: string): string;
}

/**
 * Encrypts texts that the store keeps: AES-256-GCM under a key derived from SECRET_KEY for one
 * `purpose`, so that what else is signed with that secret gives nothing away.
 */
export function createSeal(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));

  return {
    close(text, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, "base64");
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      if (tag.length < TAG_BYTES) throw new SealError("too short to have been sealed");
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      try {
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
        const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new SealError("sealed with another secret, or changed since", { cause });
      }
    },
  };
}
