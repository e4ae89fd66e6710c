import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isUnavailable } from '../../database/failures.js';
import { AppError, type Fault, type FieldFault } from '../../errors.js';
import { STATUS_PROBLEMS, type StatusProblem } from './status-problems.js';

/** An error in the form of RFC 9457, with the request's id and, for a 400, the fields at fault. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly request_id: string;
  readonly errors?: readonly FieldFault[];
}

/** A problem without its request, and the headers that go with it. */
interface Finding {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Record<string, string>;
}

/** The status of each kind of fault. */
export const STATUS_OF: Record<Fault, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  // RFC 6585, 3.
  unconditional: 428,
  unprocessable: 422,
  unsupported: 415,
  // RFC 9110, 15.5.20.
  misdirected: 421,
  limited: 429,
  unavailable: 503,
  undecided: 504,
};

/** Makes a problem of anything thrown, without any stack, SQL, constraint or name of a library. */
export function makeProblem(error: unknown, requestId: string): { problem: Problem; headers: Record<string, string> } {
  const { status, code, detail, errors, headers = {} } = describe(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const type = `/problems/${code}`;
  const shown = status === 400 ? { errors: errors ?? [] } : {};
  return { problem: { type, title, status, detail, request_id: requestId, ...shown }, headers };
}

function describe(error: unknown): Finding {
  if (error instanceof AppError) return describeAppError(error);
  if (isUnavailable(error)) {
    return {
      status: 503,
      code: 'database-unavailable',
      detail: 'The database is away or busy; try again in a moment.',
      headers: { 'Retry-After': '2' },
    };
  }
  const status = readStatus(error);
  if ((status >= 400 && status < 500) || status === 501) {
    // A status that has no words of its own is a request that we cannot read.
    const { code, detail } = STATUS_PROBLEMS[status] ?? (STATUS_PROBLEMS[400] as StatusProblem);
    const meant = readMeant(error);
    return { status, code, detail: meant === null ? detail : `${detail.slice(0, -1)}: did you mean ${meant}?` };
  }
  if (status === 503) return { status, ...(STATUS_PROBLEMS[503] as StatusProblem), headers: { 'Retry-After': '2' } };
  return { status: 500, ...(STATUS_PROBLEMS[500] as StatusProblem) };
}

function describeAppError(error: AppError): Finding {
  const headers: Record<string, string> = {};
  if (error.fault === 'unauthenticated') headers['WWW-Authenticate'] = makeChallenge(error);
  if (error.acceptEncoding !== undefined) headers['Accept-Encoding'] = error.acceptEncoding;
  if (error.retryAfterSeconds !== undefined) headers['Retry-After'] = String(error.retryAfterSeconds);
  return { status: STATUS_OF[error.fault], code: error.code, detail: error.message, errors: error.fields, headers };
}

/** Asks for a token (RFC 6750, 3), and says what is wrong with the one that was sent. */
function makeChallenge({ challenge, message }: AppError): string {
  if (challenge === undefined) return 'Bearer';
  // The description has printable ASCII alone, without quotes and backslashes.
  const description = message.replace(/[^\x20-\x7e]|["\\]/g, '');
  return `Bearer error="${challenge}", error_description="${description}"`;
}

/** The route that a request without one meant; null when nobody knows, or the error is another. */
function readMeant(error: unknown): string | null {
  if (!(error instanceof HttpException)) return null;
  const { meant } = error.getResponse() as { meant?: unknown };
  return typeof meant === 'string' ? meant : null;
}

function readStatus(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
