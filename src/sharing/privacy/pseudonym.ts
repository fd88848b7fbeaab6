import { createHmac } from "node:crypto";

/** Stands in for the id of a member whose data was deleted: only SECRET_KEY and the id lead to it. */
export type NameFormer = (memberId: string) => string;

const PREFIX = "former-";
/** Of the HMAC, in hexadecimal digits: 128 bits. */
const LENGTH = 32;

/** The same id has the same name for ever; what is a name already stays as it is. */
export function createNameFormer(secretKey: string): NameFormer {
  return (memberId) =>
    memberId.startsWith(PREFIX)
      ? memberId
      : PREFIX +
        createHmac("sha256", secretKey)
          .update(`former-member:${memberId}`)
          .digest("hex")
          .slice(0, LENGTH);
}
