/** What the carrier does with a message. `accepts`: it takes and bills it, whatever the sender hears of it. */
export interface Act {
  readonly accepts: boolean;
  /** What the sender hears. */
  readonly answer:
    | { readonly kind: 'code'; readonly code: number }
    | { readonly kind: 'http'; readonly status: number; readonly headers?: Record<string, string> }
    | { readonly kind: 'body'; readonly type: string; readonly text: string }
    | { readonly kind: 'slow'; readonly ms: number }
    | { readonly kind: 'none' | 'silence' | 'reset' | 'truncated' | 'trickle' | 'huge' };
}

const hears = (accepts: boolean, answer: Act['answer']): Act => ({ accepts, answer });
const code = (number: number): Act => hears(number < 400, { kind: 'code', code: number });

/** Every behaviour, by the name that scripts and the phones page give it. */
export const BEHAVIOURS = {
  deliver: code(101),
  processed: code(100),
  queued: code(102),
  ...{ 'risk-hold': code(401), 'invalid-sender': code(402), 'invalid-number': code(403), 'unsupported-number': code(404) },
  ...{ 'no-balance': code(405), blacklisted: code(406), 'no-route': code(407), 'do-not-disturb': code(409) },
  ...{ 'internal-error': code(500), 'gateway-error': code(501), 'rejected-by-gateway': code(502), 'unheard-of-code': code(499) },
  'no-recipients': hears(false, { kind: 'none' }),
  'wrong-key': hears(false, { kind: 'http', status: 401 }),
  'http-500': hears(false, { kind: 'http', status: 500 }),
  'http-429': hears(false, { kind: 'http', status: 429, headers: { 'Retry-After': '2' } }),
  redirect: hears(false, { kind: 'http', status: 302, headers: { Location: '/elsewhere' } }),
  slow: hears(true, { kind: 'slow', ms: 600 }),
  hang: hears(false, { kind: 'silence' }),
  reset: hears(false, { kind: 'reset' }),
  'hang-after-accepting': hears(true, { kind: 'silence' }),
  'reset-after-accepting': hears(true, { kind: 'reset' }),
  html: hears(true, { kind: 'body', type: 'text/html', text: '<html><body>Welcome</body></html>' }),
  truncated: hears(true, { kind: 'truncated' }),
  trickle: hears(true, { kind: 'trickle' }),
  huge: hears(true, { kind: 'huge' }),
} satisfies Record<string, Act>;

export type Behaviour = keyof typeof BEHAVIOURS;
export const isBehaviour = (name: unknown): name is Behaviour => typeof name === 'string' && Object.hasOwn(BEHAVIOURS, name);

/** What happens to the next messages to a number. */
export interface Script {
  readonly behaviour: Behaviour;
  /** Delivery reports in the order in which they are posted; Sent and Success if absent. */
  readonly reports?: readonly string[];
  /** Whether the reports come before the answer. */
  readonly early?: boolean;
  /** How many messages it holds for; 1 if absent. */
  readonly times?: number;
}
