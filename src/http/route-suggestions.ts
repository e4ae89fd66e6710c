import { joinPasted } from './fields/pasted-text.js';
import { findNearest } from './nearest-word.js';

/** Edits between an address and the one that was meant; more would be a guess. */
const EDITS_MOST = 2;

/** No route of ours is half as long. Longer addresses get no suggestion, so they cost nothing. */
const COMPARED_MOST = 120;

/** Routes that anybody may know. The carrier's address holds a secret, so it is never suggested. */
const isPublic = (path: string): boolean =>
  (path.startsWith('/api/') && !path.startsWith('/api/callbacks/')) ||
  ['/docs', '/openapi.json', '/livez', '/readyz', '/problems'].includes(path);

/** A route that may be suggested. */
interface KnownRoute {
  readonly method: string;
  /** With `:name` for its parameters, without a slash at its end. */
  readonly path: string;
  readonly parts: readonly string[];
  /** As people write it: `GET /api/orders/<id>`. */
  readonly shown: string;
  readonly words: ReadonlySet<string>;
}

/** Knows the documented routes, and which of them a mistaken request meant. */
export class RouteSuggestions {
  private readonly routes: KnownRoute[] = [];

  /** Adds a route, unless strangers may not know it. */
  add(method: string, url: string): void {
    const path = url.replace(/(?<=.)\/$/, '');
    if (!isPublic(path) || method === 'HEAD') return;
    if (this.routes.some((route) => route.method === method && route.path === path)) return;
    const shown = `${method} ${path.replaceAll(/:(\w+)/g, '<$1>')}`;
    this.routes.push({ method, path, parts: path.split('/'), shown, words: readWords(path) });
  }

  /** The route that a request meant, such as `POST /api/orders/create`; null when none is near. */
  find(method: string, address: string): string | null {
    return this.findWithMethod(method, address) ?? findIn(this.routes, method, address);
  }

  /** The route with this method that a request meant; null when none is near. */
  findWithMethod(method: string, address: string): string | null {
    const asked = method === 'HEAD' ? 'GET' : method;
    return findIn(
      this.routes.filter((route) => route.method === asked),
      asked,
      address,
    );
  }
}

/**
 * The route that is near to the address; null when none is.
 * First by edits, {@link EDITS_MOST} at most. Then by words: the route has all words of the
 * address, and as few others as possible.
 */
function findIn(routes: readonly KnownRoute[], method: string, address: string): string | null {
  if (address.length > COMPARED_MOST) return null;
  return (findByEdits(routes, listReadings(method, address)) ?? findByWords(routes, address))?.shown ?? null;
}

/**
 * The ways in which an address may have been meant. They mend:
 * - capitals, doubled slashes, what nobody sees, and a missing `/api`;
 * - the name of a format, such as `/api/orders.json`;
 * - a version, such as `/api/v1/orders`;
 * - a verb at the end that the method says already, such as `/api/orders/list`.
 */
function listReadings(method: string, address: string): readonly string[] {
  const shown = joinPasted(decodeSafely(address)).toLowerCase();
  const tidy = `/${shown.replace(FORMAT, '').split('/').filter(Boolean).join('/')}`;
  const whole = tidy.replace(/^(\/api)+(?=\/)/, '').replace(/^\/v\d+(?=\/)/, '');
  const short = whole.replace(VERBS[method] ?? /$/, '');
  return [...new Set([tidy, `/api${whole}`, `/api${short}`])];
}

/** Not of `/openapi.json`, which has no other name. */
const FORMAT = /(?<!^\/openapi)\.(?:json|xml|csv|php|html?)$/;

const VERBS: Readonly<Record<string, RegExp>> = { GET: /\/(list|all|get|show|find)$/, POST: /\/(create|new|add)$/ };

/** Only routes with as many parts are compared. To compare all costs six times as much. */
function findByEdits(routes: readonly KnownRoute[], readings: readonly string[]): KnownRoute | null {
  for (const reading of readings) {
    const values = reading.split('/');
    const alike = routes.filter(({ parts }) => parts.length === values.length);
    const filled = alike.map(({ parts }) => fill(parts, values));
    const nearest = findNearest(reading, filled, EDITS_MOST);
    if (nearest !== null) return alike[filled.indexOf(nearest)] ?? null;
  }
  return null;
}

/** The path with the values that the address has in the places of its parameters. */
const fill = (parts: readonly string[], values: readonly string[]): string =>
  parts
    .map((part, place) => (part.startsWith(':') && canBeValue(part.slice(1), values[place]) ? values[place] : part))
    .join('/');

/**
 * Whether a part of an address can be the value of a parameter.
 * A phone number and an id of ours have a digit, so `create` in `/api/order/create` is neither.
 */
export const canBeValue = (parameter: string, value = ''): boolean =>
  parameter === 'phone' || parameter === 'id' ? /\p{Nd}/u.test(decodeSafely(value)) : value !== '';

function decodeSafely(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function findByWords(routes: readonly KnownRoute[], address: string): KnownRoute | null {
  const asked = [...readWords(address)];
  if (asked.length === 0) return null;
  const [best] = routes
    .filter(({ words }) => asked.every((word) => words.has(word)))
    .sort((one, other) => one.words.size - other.words.size);
  return best ?? null;
}

/** Words of other services, by ours. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  login: ['signin', 'token', 'authenticate', 'session'],
  register: ['signup', 'registration'],
  notification: ['sms', 'message', 'text'],
  customer: ['client', 'buyer', 'contact'],
  order: ['purchase', 'sale'],
  livez: ['health', 'healthz', 'healthcheck', 'ping', 'live', 'liveness'],
  readyz: ['ready', 'readiness'],
  doc: ['swagger', 'redoc'],
};
const OUR_WORDS = new Map(
  Object.entries(OTHER_WORDS).flatMap(([ours, others]) => others.map((other) => [other, ours])),
);

/** The words of an address in the singular, without `api`, versions, parameters and values. */
function readWords(address: string): ReadonlySet<string> {
  const words = address.toLowerCase().match(/(?<![:\w])[a-z]{3,}(?![\w%])/g) ?? [];
  const singular = words.map((word) => (word === 'sms' ? word : word.replace(/(?<!s)s$/, '')));
  return new Set(singular.map((word) => OUR_WORDS.get(word) ?? word).filter((word) => word !== 'api'));
}
