import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { MEMBER, shown } from "./support/sample.ts";

const text = (content: string): object => ({ type: ComponentType.TextDisplay, content });
const row = (...components: object[]): object => ({ type: ComponentType.ActionRow, components });
const button = (given: object): object => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  ...given,
});

test("a container has its accent colour and its components in order", () => {
  const page = shown([
    { type: ComponentType.Container, accent_color: 0x23_a5_5a, components: [text("a"), text("b")] },
  ]);
  expect(page.only("container").attributes["style"]).toBe("--accent: #23a55a");
  expect(page.only("container").text).toBe("ab");
});

test("a container without a colour has none; black is one", () => {
  const style = (color: number | null): string | undefined =>
    shown([{ type: ComponentType.Container, accent_color: color, components: [] }]).only(
      "container",
    ).attributes["style"];
  expect(style(null)).toBeUndefined();
  expect(style(0)).toBe("--accent: #000000");
});

test("a section has its words on one side and its accessory on the other", () => {
  const page = shown([
    {
      type: ComponentType.Section,
      components: [text("words")],
      accessory: button({ label: "Change", custom_id: "change:1" }),
    },
  ]);
  expect(page.only("section-text").text).toBe("words");
  expect(page.only("section-accessory").inside[0]).toMatchObject({
    tag: "button",
    attributes: { "data-custom-id": "change:1" },
  });
});

test("a separator is a rule, or room alone", () => {
  const page = shown([
    { type: ComponentType.Separator },
    { type: ComponentType.Separator, divider: false, spacing: 2 },
  ]);
  expect(page.of("separator").map(({ tag }) => tag)).toEqual(["hr", "div"]);
});

test.each([
  [ButtonStyle.Primary, "primary"],
  [ButtonStyle.Secondary, "secondary"],
  [ButtonStyle.Success, "success"],
  [ButtonStyle.Danger, "danger"],
])("a button of style %i is a real button that carries its custom id", (style, look) => {
  const page = shown([row(button({ style, label: "Press", custom_id: "act:1" }))]);
  expect(page.only(look)).toMatchObject({
    tag: "button",
    text: "Press",
    attributes: { type: "button", "data-custom-id": "act:1" },
  });
});

test("a disabled button cannot be pressed", () => {
  const page = shown([row(button({ label: "Off", custom_id: "a", disabled: true }))]);
  expect(page.only("button").attributes).toHaveProperty("disabled");
});

test("a link button leads away without telling from where", () => {
  const page = shown([
    row(button({ style: ButtonStyle.Link, label: "Open", url: "https://example.com/a" })),
  ]);
  expect(page.only("button")).toMatchObject({
    tag: "a",
    attributes: {
      href: "https://example.com/a",
      target: "_blank",
      rel: "noopener noreferrer nofollow",
    },
  });
});

test.each([{ url: "javascript:alert(1)" }, { url: "https://example.com/", disabled: true }])(
  "a link button that leads nowhere says that it cannot be pressed: %o",
  (given) => {
    const page = shown([row(button({ style: ButtonStyle.Link, label: "Open", ...given }))]);
    expect(page.only("button").attributes).toMatchObject({ role: "link", "aria-disabled": "true" });
    expect(page.only("button").attributes).not.toHaveProperty("href");
  },
);

const menu = {
  type: ComponentType.StringSelect,
  custom_id: "mode:1",
  placeholder: "Choose a mode",
  options: [
    { label: "Off", value: "off" },
    { label: "Fast", value: "fast", description: "Key frames", default: true },
  ],
};

test("a closed menu shows what is chosen and says what it is for", () => {
  const page = shown([row(menu)]);
  expect(page.only("select-face")).toMatchObject({
    tag: "button",
    text: "Fast",
    attributes: { role: "combobox", "aria-expanded": "false", "aria-label": "Choose a mode" },
  });
  expect(page.of("listbox")).toEqual([]);
});

test("a menu with nothing chosen shows what it asks for", () => {
  expect(shown([row({ ...menu, options: [] })]).only("placeholder").text).toBe("Choose a mode");
});

test("an open menu offers its choices, with the chosen one marked", () => {
  const openMenu = shown([row(menu)]).only("select-face").attributes["data-menu"] ?? "";
  const page = shown([row(menu)], { openMenu });
  const face = page.only("select-face").attributes;
  expect(face["aria-expanded"]).toBe("true");
  expect(page.only("listbox").attributes["id"]).toBe(face["aria-controls"]);
  expect(
    page
      .of("option")
      .map(({ attributes, text }) => [attributes["data-value"], attributes["aria-selected"], text]),
  ).toEqual([
    ["off", "false", "Off"],
    ["fast", "true", "FastKey frames"],
  ]);
});

test("a disabled menu stays closed", () => {
  const openMenu = shown([row(menu)]).only("select-face").attributes["data-menu"] ?? "";
  expect(shown([row({ ...menu, disabled: true })], { openMenu }).of("listbox")).toEqual([]);
});

test.each([
  [ComponentType.UserSelect, ["Member One"]],
  [ComponentType.RoleSelect, ["Regulars"]],
  [ComponentType.ChannelSelect, ["videos"]],
  [ComponentType.MentionableSelect, ["Member One", "Regulars"]],
])("a menu of type %i offers what of its kind there is", (type, offered) => {
  const picker = row({ type, custom_id: "pick" });
  const openMenu = shown([picker]).only("select-face").attributes["data-menu"] ?? "";
  const page = shown([picker], {
    openMenu,
    candidates: [
      { id: MEMBER.id, type: "user" },
      { id: "21", type: "role" },
      { id: "31", type: "channel" },
    ],
  });
  expect(page.of("option-label").map(({ text }) => text)).toEqual(offered);
});

test("what a member chose so far is shown instead of what it began with", () => {
  const page = shown([row(menu)], { entered: new Map([["mode:1", ["off"]]]) });
  expect(page.only("choices").text).toBe("Off");
});

test("a file has its name, its size and a way to save it", () => {
  const page = shown([
    {
      type: ComponentType.File,
      file: { url: "http://127.0.0.1/usage.csv" },
      name: "usage.csv",
      size: 12_345,
    },
  ]);
  expect(page.only("file-name").attributes).toMatchObject({
    href: "http://127.0.0.1/usage.csv",
    download: "usage.csv",
  });
  expect(page.only("file-size").text).toBe("12.35 KB");
  expect(page.only("file-save").attributes["aria-label"]).toBe("Download usage.csv");
});

test("a kind of component that nobody knows yet leaves the others alone", () => {
  expect(shown([{ type: 250 }, text("still here")]).only("body").text).toBe("still here");
});
