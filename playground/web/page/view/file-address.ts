const addresses = new WeakMap<File, string>();

/** An address under which the page can show a file that was not sent yet. */
export function addressOf(file: File): string {
  const known = addresses.get(file) ?? URL.createObjectURL(file);
  addresses.set(file, known);
  return known;
}
