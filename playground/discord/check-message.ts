import { checkContent, isEmptyMessage } from "./checks/content.ts";
import { checkControls } from "./checks/controls.ts";
import { checkFiles, checkMedia } from "./checks/files.ts";
import { checkDeferral, checkFlags, isComponentsV2 } from "./checks/flags.ts";
import { checkLayoutV1, checkLayoutV2, exceedsHiddenTextLimit } from "./checks/layout.ts";
import type { MessageBody, MessageContext } from "./checks/message-body.ts";
import { walkComponents } from "./component-tree.ts";
import { formErrors, invalidFormBody, type DiscordRefusal } from "./form-errors.ts";

export { checkModal } from "./check-modal.ts";
export { storedFilename } from "./checks/files.ts";
export type { MessageContext, MessageRoute, UploadedFile } from "./checks/message-body.ts";

const EMPTY: DiscordRefusal = {
  status: 400,
  code: 50_006,
  message: "Cannot send an empty message",
};
const TOO_LARGE: DiscordRefusal = {
  status: 413,
  code: 40_005,
  message: "Request entity too large",
};
const BREAKDOWN: DiscordRefusal = { status: 500, code: 0, message: "500: Internal Server Error" };

/**
 * Discord's limits on a message beyond the shapes of its schema: sizes, counts, flags, nesting and
 * references. Call it on a body that `checkBody` has passed.
 *
 * The upload limit holds for each file, not for their sum (Discord's reference, "Uploading Files";
 * so since April 2025).
 *
 * @returns what Discord would answer, or null when it would take the message.
 */
export function checkMessage(given: object, context: MessageContext): DiscordRefusal | null {
  const body: MessageBody = given;
  if (context.uploadedFiles.some((file) => file.size > context.maxBytes)) return TOO_LARGE;
  const found = formErrors(context.path);
  if (context.via === "deferral") {
    checkDeferral(body, found);
    return found.count > 0 ? invalidFormBody(found.errors) : null;
  }
  const components = body.components ?? [];
  const placed = [...walkComponents(components)];
  const isV2 = isComponentsV2(body);
  checkFlags(body, context, found);
  checkContent(body, found);
  checkFiles(body, context, found);
  if (isV2) checkLayoutV2(components, found);
  else checkLayoutV1(components, found);
  checkControls(placed, found);
  checkMedia(placed, body, context, found);
  if (found.count > 0) return invalidFormBody(found.errors);
  if (isEmptyMessage(body, context)) return EMPTY;
  return isV2 && exceedsHiddenTextLimit(components) ? BREAKDOWN : null;
}
