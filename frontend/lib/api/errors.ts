import { isAxiosError } from "axios";

export type FieldError = { field: string; rule: string; message: string };

/** What went wrong with a request. `message` is for people, in their language; `code` never changes. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly code: string,
    message: string,
    /** HTTP status; 0 if no answer came. */
    readonly status: number,
    readonly requestId: string | null = null,
    readonly fields: FieldError[] = [],
    /** Seconds after which trying again is worth it. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Codes of failures on the way, which the server knows nothing of. Their words are in the messages, below `errors`. */
export const NETWORK = "network_unreachable";
export const TIMEOUT = "network_timeout";
export const UNREADABLE = "unreadable_answer";

/** Turns whatever a request threw into an ApiError. A request that was cancelled stays what it is. */
export function toApiError(error: unknown): unknown {
  if (!isAxiosError(error) || error.code === "ERR_CANCELED") return error;
  const { response } = error;
  if (!response) return new ApiError(error.code === "ECONNABORTED" ? TIMEOUT : NETWORK, "", 0);
  return fromAnswer(response.status, response.data, response.headers["retry-after"]);
}

/** Reads an error's envelope. */
export function fromAnswer(status: number, body: unknown, retryAfter?: unknown): ApiError {
  const envelope = (typeof body === "object" && body !== null ? body : {}) as Partial<ApiError> & { requestId?: string };
  const seconds = Number(retryAfter);
  return new ApiError(
    envelope.code ?? UNREADABLE,
    envelope.message ?? "",
    status,
    envelope.requestId ?? null,
    envelope.fields ?? [],
    Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  );
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;

/** Whether trying the same again may help: nothing was wrong with the request itself. */
export function isTransient(error: unknown): boolean {
  return isApiError(error) && (error.status === 0 || error.status === 429 || error.status >= 502);
}
