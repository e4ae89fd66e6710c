/** What is said of a status that has no error of ours. */
export interface StatusProblem {
  readonly code: string;
  readonly detail: string;
}

/**
 * Codes and details for the statuses that Fastify and Node's HTTP parser raise by themselves. Their
 * own messages name libraries.
 */
export const STATUS_PROBLEMS: Readonly<Record<number, StatusProblem>> = {
  400: { code: 'request-unreadable', detail: 'The request could not be read: check its URL, headers and body.' },
  404: { code: 'route-unknown', detail: 'There is nothing at this address.' },
  405: {
    code: 'method-unknown',
    detail: 'This address does not take this method; the Allow header names those it takes.',
  },
  406: {
    code: 'answer-type-unknown',
    detail: 'This address answers with server-sent events: send Accept: text/event-stream.',
  },
  408: { code: 'request-too-slow', detail: 'The request took too long to arrive.' },
  413: { code: 'body-too-large', detail: 'The body is too large: 64 KiB at most.' },
  414: { code: 'address-too-long', detail: 'The address is too long.' },
  415: { code: 'body-type-unknown', detail: 'Send the body as JSON, with Content-Type: application/json.' },
  431: {
    code: 'headers-too-large',
    detail: 'The headers are too large or too many: 16 KiB and 100 headers at most.',
  },
  500: {
    code: 'internal-error',
    detail: 'Something went wrong on our side. If it happens again, tell us the request_id.',
  },
  501: {
    code: 'transfer-encoding-unknown',
    detail: 'The only Transfer-Encoding taken is chunked: send the body as it is, with Content-Length or chunked.',
  },
  503: { code: 'service-busy', detail: 'The service is stopping or overloaded; try again in a moment.' },
};
