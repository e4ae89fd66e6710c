import { IdentitySandbox } from '../../src/development/identity/identity-sandbox.js';
import type { Answer, RequestOptions, TestApp } from './test-app.js';

/** A client that keeps cookies as a browser does. It follows no redirect by itself. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /**
   * Requests a path of the service, or a whole address.
   * Without `options` it does so as a navigation does.
   */
  open(path: string, options?: RequestOptions): Promise<Answer>;
  /** Submits a form of one of our pages. */
  press(path: string, form?: Record<string, string>): Promise<Answer>;
  /**
   * Begins at `start`, chooses `person` at the provider, and gives the address of the callback
   * without opening it.
   */
  choose(start: string, person: string): Promise<string>;
  /** Signs in and gives the answer of the callback. */
  signIn(provider: string, person: string): Promise<Answer>;
}

export const sandboxOf = (at: TestApp): IdentitySandbox => at.app.get(IdentitySandbox);

export const originOf = (at: Pick<TestApp, 'url'>): string => at.url.replace('127.0.0.1', 'localhost');

/** The cookies of the sign-ins that a browser has under way: name and value, oldest first. */
export const attemptsOf = ({ cookies }: Browser): [string, string][] =>
  [...cookies].filter(([name]) => /^(?:__Host-)?agiza-sign-in-/.test(name));

export function aBrowser(at: Pick<TestApp, 'url'>): Browser {
  const origin = originOf(at);
  const cookies = new Map<string, string>();

  const open = async (path: string, options: RequestOptions = {}): Promise<Answer> => {
    const url = new URL(path, origin);
    const own: Record<string, string> =
      url.origin === origin && cookies.size > 0 ? { Cookie: cookieHeader(cookies) } : {};
    const headers = { Accept: 'text/html', ...own, ...options.headers };
    const response = await fetch(url, { redirect: 'manual', ...options, headers });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  const press = (path: string, form: Record<string, string> = {}): Promise<Answer> =>
    open(path, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: origin },
    });
  const choose = async (start: string, person: string): Promise<string> => {
    const begun = start.startsWith('POST ') ? await press(start.slice(5)) : await open(start);
    const provider = begun.headers.get('location') ?? begun.headers.get('refresh')?.replace('0; url=', '');
    const consent = await open(`${provider}&person=${person}`);
    return consent.headers.get('location') ?? '';
  };
  const signIn = async (provider: string, person: string): Promise<Answer> =>
    open(await choose(`/auth/${provider}`, person));
  return { cookies, open, press, choose, signIn };
}

const cookieHeader = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split('=');
  if (attributes.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}
