/** What the page is refused, with the status it gets and a sentence for whoever sits there. */
export class PageRefusal extends Error {
  override readonly name = "PageRefusal";
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
