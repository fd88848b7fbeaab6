import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { ShareCode } from "../../sharing/shares/share-codes.ts";
import type { Services } from "../services.ts";
import { mayLeave } from "./find-shareable.ts";

/**
 * The result behind a code, if it may be seen outside of its guild at this moment. One answer for what
 * never was a code and for what no longer is one, and few tries: nobody finds out which there are.
 * @throws {UserError} it opens nothing
 */
export async function findByCode(
  userId: string,
  typed: string,
  services: Pick<Services, "service" | "settings" | "sharing" | "shares">,
): Promise<{ generation: Generation; credit: ShareCode["credit"]; code: string }> {
  const { service, shares } = services;
  if (shares.tries.isTooMany(userId)) {
    throw new UserError(
      "Too many codes that open nothing. Please wait ten minutes, and ask whoever gave you the code.",
    );
  }
  const found = await shares.codes.find(typed);
  const generation = found && (await service.find(found.generationId));
  if (found === undefined || generation === undefined || !(await mayLeave(generation, services))) {
    shares.tries.add(userId);
    throw new UserError(
      "This code opens nothing: there may be a sign wrong in it, or its video is not shared any more.",
    );
  }
  return { generation, credit: found.credit, code: typed.replaceAll(/[^A-Za-z0-9]/g, "") };
}
