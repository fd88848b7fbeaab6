import type { APIEmbed } from "discord-api-types/v10";
import { box } from "./box.ts";
import { paintText } from "./markdown.ts";
import { paintMedia, type PrintableAttachment } from "./media.ts";
import type { PrintContext } from "./options.ts";

/** An embed: a box with its colour on the left. */
export function paintEmbed(
  embed: APIEmbed,
  attachments: readonly PrintableAttachment[],
  width: number,
  context: PrintContext,
): string[] {
  const inner = width - 4;
  const text = (source: string | undefined) => (source ? paintText(source, inner, context) : []);
  const media = [embed.video, embed.image, embed.thumbnail].flatMap((file) =>
    file?.url
      ? paintMedia({ reference: { ...file, url: file.url } }, attachments, inner, context)
      : [],
  );
  const lines = [
    ...text(embed.author?.name),
    ...text(embed.title && `**${embed.title}**`),
    ...text(embed.description),
    ...(embed.fields ?? []).flatMap((field) => [
      ...text(`**${field.name}**`),
      ...text(field.value),
    ]),
    ...media,
    ...text(embed.footer && `-# ${embed.footer.text}`),
  ];
  return box(lines, width, { accent: embed.color }, context);
}
