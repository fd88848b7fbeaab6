/** A bucket that did not do what it was asked. Its own words stay out: they may hold a signed address. */
export class BucketError extends Error {
  override readonly name = "BucketError";
  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** S3's own code, for example `NoSuchBucket`. */
  readonly code: string | undefined;

  constructor(
    message: string,
    options: { cause?: unknown; status?: number; code?: string | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.code = options.code;
  }
}
