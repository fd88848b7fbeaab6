/** Files of the page's own, with the whole address: the renderer takes no other. */
export function absolute(value: unknown, origin: string = location.origin): unknown {
  if (typeof value === "string") return value.startsWith("/media/") ? origin + value : value;
  if (Array.isArray(value)) return value.map((part: unknown) => absolute(part, origin));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, absolute(part, origin)]),
  );
}
