export type Child = Node | string;

/** Values as attributes have them; true stands for the name alone, false for nothing. */
export type Attributes = Readonly<Record<string, string | boolean>>;

/** Makes an element. Texts become text: nothing that came over the wire is ever markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function button(
  label: string,
  look: string,
  press: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", class: look, ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}
