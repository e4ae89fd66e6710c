import { randomInt } from 'node:crypto';
import { SealedCookies } from '../../src/auth/session/sealed-cookies.js';
import { SESSION_COOKIE } from '../../src/auth/session/session.js';
import { SessionsService } from '../../src/auth/session/sessions.service.js';
import { IdentitiesService } from '../../src/auth/social/identities.service.js';
import type { SocialProfile } from '../../src/auth/social/social-profile.js';
import { aBrowser, type Browser } from './browser.js';
import type { Answer, TestApp } from './test-app.js';

/** Somebody at Google. What is absent is of a new, verified account. */
export type GoogleAccount = Partial<Pick<SocialProfile, 'email' | 'emailVerified' | 'subject'>>;

let made = 0;

/** An address that no other test has. */
export const anEmail = (): string => `member${++made}@example.com`;

/**
 * Signs a Google account in as the callback of a sign-in does, once the provider has answered.
 * The sandbox knows a few people only.
 */
export async function signInWithGoogle(at: TestApp, account: GoogleAccount = {}): Promise<Browser> {
  const profile: SocialProfile = {
    provider: 'google',
    subject: String(randomInt(2 ** 47)),
    email: anEmail(),
    emailVerified: true,
    name: 'Achieng Atieno',
    ...account,
  };
  await at.app.get(IdentitiesService).admit(profile, null);
  const token = await at.app.get(SessionsService).open(profile, []);
  const line = at.app.get(SealedCookies).write(SESSION_COOKIE, token);
  const browser = aBrowser(at);
  const [name = '', value = ''] = (line.split('; ')[0] ?? '').split('=');
  browser.cookies.set(name, value);
  return browser;
}

/** A member of the staff with a session. */
export interface Member {
  /** Of the row in `staff`. */
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly browser: Browser;
}

/** Invites a new address to a role through the API, and signs its account in. */
export async function aMember(at: TestApp, role: string): Promise<Member> {
  const email = anEmail();
  const invited = await (await at.asAdmin()).post('/api/staff', { email, role });
  const browser = await signInWithGoogle(at, { email });
  const { id } = invited.json.member;
  const userId = (await at.pool.query('select user_id from staff where id = $1', [id])).rows[0].user_id;
  return { id, userId, email, browser };
}

/** Sends what a page of ours sends: JSON, from the own origin. */
export function send(browser: Browser, method: string, path: string, body?: object): Promise<Answer> {
  const headers = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  if (method === 'GET') return browser.open(path, { headers });
  const text = JSON.stringify(body ?? {});
  return browser.open(path, { method, body: text, headers: { ...headers, 'Content-Type': 'application/json' } });
}
