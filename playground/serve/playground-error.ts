/** What went wrong, as a sentence for whoever started the playground. */
export class PlaygroundError extends Error {
  override readonly name = "PlaygroundError";
}
