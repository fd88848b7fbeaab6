/** What went wrong, as a sentence for whoever started the demo. */
export class DemoError extends Error {
  override readonly name = "DemoError";
}
