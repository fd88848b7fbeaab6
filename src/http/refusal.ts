/** A request that gets no more than a status and a short word; the log names its kind. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";
  readonly status: number;
  /** One of the few literals in the code: it is answered, and logged once a minute. */
  readonly kind: string;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    kind: string,
    options: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(`${status}: ${kind}`, { cause: options.cause });
    this.status = status;
    this.kind = kind;
    this.headers = options.headers ?? {};
  }
}
