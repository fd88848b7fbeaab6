import type { APIEmbed } from "discord-api-types/v10";
import type { FormErrorTree } from "../form-errors.ts";
import { characters, type MessageBody, type MessageContext } from "./message-body.ts";
import { checkLength } from "./words.ts";

const MAX_CONTENT = 2000;
const MAX_EMBEDS = 10;
const MAX_EMBED_TEXT = 6000;
const MAX_NONCE = 25;
const FORWARD = 1;

/** Content, embeds and nonce. */
export function checkContent(body: MessageBody, found: FormErrorTree): void {
  checkLength(characters(body.content ?? ""), 0, MAX_CONTENT, ["content"], found);
  const embeds = body.embeds ?? [];
  checkLength(embeds.length, 0, MAX_EMBEDS, ["embeds"], found);
  const text = embeds.reduce((sum, embed) => sum + embedText(embed), 0);
  if (text > MAX_EMBED_TEXT) {
    const message = `Embed size exceeds maximum size of ${MAX_EMBED_TEXT}`;
    found.add(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", message);
  }
  if (typeof body.nonce === "string") {
    checkLength(body.nonce.length, 0, MAX_NONCE, ["nonce"], found);
  }
}

/** True when nothing would be left to see; an edit is judged by what it leaves in place. */
export function isEmptyMessage(body: MessageBody, context: MessageContext): boolean {
  const { existing } = context;
  const left = {
    content: body.content === undefined ? existing?.content : body.content,
    embeds: body.embeds === undefined ? existing?.embeds : body.embeds,
    components: body.components === undefined ? existing?.components : body.components,
    attachments: existing && (body.attachments ?? existing.attachments),
  };
  // An edit of a message that is only partly known cannot be called empty.
  if (existing && Object.values(left).includes(undefined)) return false;
  return (
    (left.content ?? "").trim() === "" &&
    [left.embeds, left.components, left.attachments].every((list) => (list ?? []).length === 0) &&
    (body.sticker_ids ?? []).length === 0 &&
    !body.poll &&
    body.message_reference?.type !== FORWARD &&
    context.uploadedFiles.length === 0
  );
}

function embedText(embed: APIEmbed): number {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  return [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields]
    .map((text) => characters(text ?? ""))
    .reduce((sum, length) => sum + length, 0);
}
