import { ComponentType } from "discord-api-types/v10";
import { isSelect, type Component } from "../../../discord/component-tree.ts";
import { within, type Scope } from "../context.ts";
import { attributes, markup, NOTHING, type Html } from "../html.ts";
import { markdown } from "../markdown/markdown.ts";
import { cssColor } from "../markdown/mentions.ts";
import { boxSpoiler } from "../markdown/spoiler.ts";
import { button } from "./button.ts";
import { fileBox } from "./file.ts";
import { gallery } from "./gallery.ts";
import { media } from "./media.ts";
import { mediaFile, type ShownAttachment } from "./media-file.ts";
import { select } from "./select.ts";

/** The components of a message, top to bottom. Each kind that Discord has for messages is known. */
export function components(
  given: readonly Component[],
  attachments: readonly ShownAttachment[],
  scope: Scope,
): Html[] {
  return given.map((component, index) =>
    one(component, attachments, within(scope, component.id ?? index)),
  );
}

function one(component: Component, attachments: readonly ShownAttachment[], scope: Scope): Html {
  const children = (): Html[] => components(component.components ?? [], attachments, scope);
  if (isSelect(component)) return select(component, scope);
  switch (component.type) {
    case ComponentType.Container:
      return container(component, children(), scope);
    case ComponentType.TextDisplay:
      return markdown(component.content ?? "", scope);
    case ComponentType.Section:
      return markup`<div class="section">
        <div class="section-text">${children()}</div>
        <div class="section-accessory">
          ${component.accessory && one(component.accessory, attachments, within(scope, "accessory"))}
        </div>
      </div>`;
    case ComponentType.ActionRow:
      return markup`<div class="row">${children()}</div>`;
    case ComponentType.Button:
      return button(component);
    case ComponentType.Separator:
      return separator(component);
    case ComponentType.MediaGallery:
      return gallery(component.items ?? [], attachments, scope);
    case ComponentType.Thumbnail:
      return thumbnail(component, attachments, scope);
    case ComponentType.File:
      return file(component, attachments, scope);
    default:
      return NOTHING;
  }
}

function container(component: Component, content: readonly Html[], scope: Scope): Html {
  const { accent_color: color, spoiler } = component;
  const hasColor = color !== null && color !== undefined;
  const named = {
    class: hasColor ? "container accented" : "container",
    style: hasColor ? `--accent: ${cssColor(color)}` : undefined,
  };
  const box = markup`<div${attributes(named)}>${content}</div>`;
  return spoiler ? boxSpoiler(box, scope) : box;
}

function separator({ divider = true, spacing = 1 }: Component): Html {
  const look = spacing === 2 ? "separator large" : "separator";
  return divider ? markup`<hr class="${look}" />` : markup`<div class="${look} unseen"></div>`;
}

function thumbnail(
  component: Component,
  attachments: readonly ShownAttachment[],
  scope: Scope,
): Html {
  if (!component.media) return NOTHING;
  const shown = media(mediaFile(component.media, attachments), component.description, scope);
  return markup`<div class="thumbnail">${component.spoiler ? boxSpoiler(shown, scope) : shown}</div>`;
}

function file(component: Component, attachments: readonly ShownAttachment[], scope: Scope): Html {
  if (!component.file) return NOTHING;
  const found = mediaFile(component.file, attachments);
  const attachment = attachments.find(({ filename }) => filename === found.name);
  const named = { ...found, name: component.name || found.name };
  const shown = fileBox(named, component.size ?? attachment?.size);
  return component.spoiler ? boxSpoiler(shown, scope) : shown;
}
