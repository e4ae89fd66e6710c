import type { Person } from './people.js';

/** An answer as a provider writes it. */
export interface Written {
  readonly status: number;
  readonly body: unknown;
}

/** Why a code is not changed into a token. */
export type Refusal = 'client' | 'code';

/** How a provider differs from the others on the wire. */
export interface Dialect {
  readonly name: string;
  /** Paths of ours that it has on its list of redirect URIs. */
  readonly redirectPaths: readonly string[];
  readonly token: (token: string) => unknown;
  readonly refusal: (why: Refusal) => Written;
  /** What it adds to `error=access_denied`. */
  readonly cancelled: Readonly<Record<string, string>>;
  /** Path of its API → what it says there of the person whose token it is. */
  readonly api: Readonly<Record<string, (person: Person) => unknown>>;
}

const oauthError = (why: Refusal): Written =>
  why === 'client'
    ? { status: 401, body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' } }
    : { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } };

const GOOGLE: Dialect = {
  name: 'Google',
  redirectPaths: ['/auth/google/callback', '/google/auth/'],
  token: (token) => ({ access_token: token, expires_in: 3599, scope: 'openid email profile', token_type: 'Bearer' }),
  refusal: oauthError,
  cancelled: {},
  api: {
    '/v1/userinfo': ({ id, name, email, verified }) => ({
      sub: `10000000000000${id}`,
      name,
      given_name: name.split(' ')[0],
      ...(email === null ? {} : { email, email_verified: verified }),
    }),
  },
};

const GITHUB: Dialect = {
  name: 'GitHub',
  redirectPaths: ['/auth/github/callback'],
  token: (token) => ({ access_token: token, scope: 'user:email', token_type: 'bearer' }),
  refusal: (why) => ({
    status: 200,
    body:
      why === 'client'
        ? { error: 'incorrect_client_credentials', error_description: 'The client_id and/or client_secret passed are incorrect.' }
        : { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
  }),
  cancelled: { error_description: 'The user has denied your application access.' },
  api: {
    '/user': ({ id, key, name, email }) => ({ id, login: key, name, email, type: 'User' }),
    '/user/emails': ({ key, email, verified }) => [
      { email: `${key}@users.noreply.example.com`, primary: false, verified: true, visibility: null },
      ...(email === null ? [] : [{ email, primary: true, verified, visibility: 'private' }]),
    ],
  },
};

const FACEBOOK: Dialect = {
  name: 'Facebook',
  redirectPaths: ['/auth/facebook/callback'],
  token: (token) => ({ access_token: token, token_type: 'bearer', expires_in: 5_183_944 }),
  refusal: () => ({
    status: 400,
    body: { error: { message: 'This authorization code has been used.', type: 'OAuthException', code: 100, fbtrace_id: 'Asandbox' } },
  }),
  cancelled: { error_code: '200', error_reason: 'user_denied', error_description: 'Permissions error' },
  api: { '/me': ({ id, name, email }) => ({ id: `122${id}`, name, ...(email === null ? {} : { email }) }) },
};

export const DIALECTS: Readonly<Record<string, Dialect>> = { google: GOOGLE, github: GITHUB, facebook: FACEBOOK };
