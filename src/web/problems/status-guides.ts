import { STATUS_PROBLEMS } from '../../http/problems/status-problems.js';
import type { ProblemGuide } from './problem-guides.js';

const detailOf = (status: number): string => STATUS_PROBLEMS[status]?.detail ?? '';

/** Guides to the problems that a status alone tells of. `service-busy` has an error of its own. */
export const STATUS_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  'request-unreadable': {
    status: 400,
    meaning: 'What came is no HTTP request, or headers of it contradict each other. Nothing was changed.',
    mending: 'Look at the line of the request, at Host and at Content-Length. A library for HTTP writes them right.',
    detail: detailOf(400),
    errors: [],
  },
  'route-unknown': {
    status: 404,
    meaning: 'No route has this address. The detail names the route that was meant, if one is near.',
    mending: 'Compare the address with the documentation: its words, their order, and /api before them.',
    detail: 'There is nothing at this address: did you mean POST /api/orders/create?',
  },
  'method-unknown': {
    status: 405,
    meaning: 'There are routes at this address, and none of them takes this method.',
    mending: 'Send the request with a method that the header Allow names.',
    detail: detailOf(405),
  },
  'answer-type-unknown': {
    status: 406,
    meaning: 'The address answers with server-sent events, and the request takes another type.',
    mending: 'Send Accept: text/event-stream, as EventSource does, and read the answer as it comes.',
    detail: detailOf(406),
  },
  'request-too-slow': {
    status: 408,
    meaning: 'The headers took longer than 5 s to arrive, or the whole request longer than 10 s.',
    mending: 'Send the request again, in one piece. Nothing was changed.',
    detail: detailOf(408),
  },
  'body-too-large': {
    status: 413,
    meaning: 'The body has more than 65,536 bytes. It was not read, and nothing was changed.',
    mending: 'Send one thing in a request. No request of this API needs more than 2 KiB.',
    detail: detailOf(413),
  },
  'address-too-long': {
    status: 414,
    meaning: 'A part of the address, such as an id or a phone number, has more than 500 characters.',
    mending: 'Put the id or the phone number alone there. Fields of a POST belong in its body.',
    detail: detailOf(414),
  },
  'body-type-unknown': {
    status: 415,
    meaning: 'The Content-Type is missing, or is neither JSON nor a form.',
    mending: 'Send JSON with Content-Type: application/json, or a form as application/x-www-form-urlencoded.',
    detail: detailOf(415),
  },
  'headers-too-large': {
    status: 431,
    meaning: 'The headers have more than 16 KiB, or are more than 100. Often they are old cookies.',
    mending: 'Send fewer and shorter headers. In a browser, clear the cookies of this site.',
    detail: detailOf(431),
  },
  'internal-error': {
    status: 500,
    meaning: 'The service has a fault. The log of the operator has its cause under the request_id.',
    mending: 'Try again once. If it happens again, tell the operator the request_id.',
    detail: detailOf(500),
  },
  'transfer-encoding-unknown': {
    status: 501,
    meaning: 'The header Transfer-Encoding names another coding than chunked.',
    mending: 'Send the body as it is, with Content-Length or in chunks.',
    detail: detailOf(501),
  },
};
