/** What the carrier does with a message. */
export interface Act {
  /** Whether it takes the message and bills it, whatever it answers. */
  readonly accepts: boolean;
  /** What the sender gets as an answer. */
  readonly answer:
    | { readonly kind: 'code'; readonly code: number }
    | { readonly kind: 'http'; readonly status: number; readonly headers?: Record<string, string> }
    | { readonly kind: 'body'; readonly type: string; readonly text: string }
    | { readonly kind: 'slow'; readonly ms: number }
    | { readonly kind: 'none' | 'silence' | 'reset' | 'truncated' | 'trickle' | 'huge' };
}

const makeAct = (accepts: boolean, answer: Act['answer']): Act => ({ accepts, answer });

/** Answers with one of the carrier's status codes, of which those below 400 accept the message. */
const makeCodeAct = (code: number): Act => makeAct(code < 400, { kind: 'code', code });

/** Every behaviour, by the name that scripts and the phones page give it. */
export const BEHAVIOURS = {
  deliver: makeCodeAct(101),
  processed: makeCodeAct(100),
  queued: makeCodeAct(102),
  'risk-hold': makeCodeAct(401),
  'invalid-sender': makeCodeAct(402),
  'invalid-number': makeCodeAct(403),
  'unsupported-number': makeCodeAct(404),
  'no-balance': makeCodeAct(405),
  blacklisted: makeCodeAct(406),
  'no-route': makeCodeAct(407),
  'do-not-disturb': makeCodeAct(409),
  'internal-error': makeCodeAct(500),
  'gateway-error': makeCodeAct(501),
  'rejected-by-gateway': makeCodeAct(502),
  'unheard-of-code': makeCodeAct(499),
  'no-recipients': makeAct(false, { kind: 'none' }),
  'wrong-key': makeAct(false, { kind: 'http', status: 401 }),
  'http-500': makeAct(false, { kind: 'http', status: 500 }),
  'http-429': makeAct(false, { kind: 'http', status: 429, headers: { 'Retry-After': '2' } }),
  redirect: makeAct(false, { kind: 'http', status: 302, headers: { Location: '/elsewhere' } }),
  slow: makeAct(true, { kind: 'slow', ms: 600 }),
  hang: makeAct(false, { kind: 'silence' }),
  reset: makeAct(false, { kind: 'reset' }),
  'hang-after-accepting': makeAct(true, { kind: 'silence' }),
  'reset-after-accepting': makeAct(true, { kind: 'reset' }),
  html: makeAct(true, { kind: 'body', type: 'text/html', text: '<html><body>Welcome</body></html>' }),
  truncated: makeAct(true, { kind: 'truncated' }),
  trickle: makeAct(true, { kind: 'trickle' }),
  huge: makeAct(true, { kind: 'huge' }),
} satisfies Record<string, Act>;

export type Behaviour = keyof typeof BEHAVIOURS;
export const isBehaviour = (name: unknown): name is Behaviour =>
  typeof name === 'string' && Object.hasOwn(BEHAVIOURS, name);

/** What the carrier does with the next messages to a number. */
export interface Script {
  readonly behaviour: Behaviour;
  /** Statuses of the delivery reports, in the order of posting; Sent and Success if absent. */
  readonly reports?: readonly string[];
  /** Whether the reports come before the answer; false if absent. */
  readonly early?: boolean;
  /** Number of messages that it applies to; 1 if absent. */
  readonly times?: number;
}
