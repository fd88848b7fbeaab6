/** One entry of `errors`, as Runware's error schema has it. */
export interface ApiError {
  code: string;
  message: string;
  /** A list when several fields contradict each other. */
  parameter?: string | string[];
  type?: string;
  documentation?: string;
  taskType?: string;
  taskUUID?: string;
  status?: "error";
  allowedValues?: readonly (string | number | boolean)[];
  min?: number;
  max?: number;
  default?: string | number | boolean;
  responseContent?: unknown;
}

/** Refuses one task of a request; its neighbours go on. */
export class TaskRefused extends Error {
  readonly errors: ApiError[];
  readonly status: number;

  constructor(errors: ApiError[], status = 400, options?: ErrorOptions) {
    super(errors.map((error) => error.message).join(" "), options);
    this.name = "TaskRefused";
    this.errors = errors;
    this.status = status;
  }
}

const REFUSALS: Record<number, { code: string; message: string }> = {
  400: { code: "invalidRequest", message: "The request is not valid." },
  401: { code: "invalidApiKey", message: "The API key is missing or not valid." },
  402: { code: "insufficientCredits", message: "The account has not enough credit for this task." },
  403: { code: "insufficientPermissions", message: "The API key may not do this." },
  404: { code: "notFound", message: "There is nothing at this address." },
  429: { code: "rateLimitExceeded", message: "The queue is full at the moment." },
  500: { code: "internalServerError", message: "Something broke on our side." },
  503: { code: "serviceUnavailable", message: "The service is not available at the moment." },
  504: { code: "timeoutProvider", message: "The task waited too long for a free server." },
};

/** The error that usually comes with an HTTP status, not addressed to any task. */
export function refusal(status: number): ApiError {
  return REFUSALS[status] ?? { code: "unknownError", message: `The request ended with ${status}.` };
}

export const unknownTask = (): TaskRefused =>
  new TaskRefused([{ code: "taskNotFound", message: "There is no such task." }], 404);
