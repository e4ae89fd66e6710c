import type { Person } from './people.js';

/** An answer in a provider's own format. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Why a code is not exchanged for a token: the client's credentials are wrong, or the code is. */
export type Refusal = 'client' | 'code';

/** How a provider differs from the others on the wire. */
export interface Dialect {
  readonly name: string;
  /** Paths of the service that are registered there as redirect URIs. */
  readonly redirectPaths: readonly string[];
  /** Body of the answer that carries a token. */
  readonly formatToken: (token: string) => unknown;
  readonly formatRefusal: (why: Refusal) => ProviderAnswer;
  /** Query parameters beside `error=access_denied` when the user cancels. */
  readonly cancelled: Readonly<Record<string, string>>;
  /** Path of its API → what it answers there about the person of the token. */
  readonly api: Readonly<Record<string, (person: Person) => ProviderAnswer>>;
}

const succeed = (body: unknown): ProviderAnswer => ({ status: 200, body });

/** A refusal as RFC 6749, 5.2 has it. */
const formatOAuthError = (why: Refusal): ProviderAnswer =>
  why === 'client'
    ? { status: 401, body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' } }
    : { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } };

const GOOGLE: Dialect = {
  name: 'Google',
  redirectPaths: ['/auth/google/callback', '/google/auth/'],
  formatToken: (token) => ({
    access_token: token,
    expires_in: 3599,
    scope: 'openid email profile',
    token_type: 'Bearer',
  }),
  formatRefusal: formatOAuthError,
  cancelled: {},
  api: {
    '/v1/userinfo': ({ id, name, email, verified, isEmailWithheld }) =>
      succeed({
        sub: `10000000000000${id}`,
        name,
        given_name: name.split(' ')[0],
        ...(email === null || isEmailWithheld ? {} : { email, email_verified: verified }),
      }),
  },
};

const GITHUB: Dialect = {
  name: 'GitHub',
  redirectPaths: ['/auth/github/callback'],
  formatToken: (token) => ({ access_token: token, scope: 'user:email', token_type: 'bearer' }),
  formatRefusal: (why) => ({
    status: 200,
    body:
      why === 'client'
        ? {
            error: 'incorrect_client_credentials',
            error_description: 'The client_id and/or client_secret passed are incorrect.',
          }
        : { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' },
  }),
  cancelled: { error_description: 'The user has denied your application access.' },
  api: {
    '/user': ({ id, key, name, email }) => succeed({ id, login: key, name, email, type: 'User' }),
    '/user/emails': ({ key, email, verified, isEmailWithheld }) =>
      isEmailWithheld
        ? { status: 403, body: { message: 'Resource not accessible by integration', status: '403' } }
        : succeed([
            { email: `${key}@users.noreply.example.com`, primary: false, verified: true, visibility: null },
            ...(email === null ? [] : [{ email, primary: true, verified, visibility: 'private' }]),
          ]),
  },
};

const FACEBOOK: Dialect = {
  name: 'Facebook',
  redirectPaths: ['/auth/facebook/callback'],
  formatToken: (token) => ({ access_token: token, token_type: 'bearer', expires_in: 5_183_944 }),
  formatRefusal: (why) => ({
    status: 400,
    body: {
      error: {
        ...(why === 'client'
          ? { message: 'Error validating client secret.', code: 1 }
          : { message: 'This authorization code has been used.', code: 100 }),
        type: 'OAuthException',
        fbtrace_id: 'Asandbox',
      },
    },
  }),
  cancelled: { error_code: '200', error_reason: 'user_denied', error_description: 'Permissions error' },
  api: {
    '/me': ({ id, name, email, isEmailWithheld }) =>
      succeed({ id: `122${id}`, name, ...(email === null || isEmailWithheld ? {} : { email }) }),
  },
};

/** Every provider, by its name in the sandbox's paths. */
export const DIALECTS: Readonly<Record<string, Dialect>> = { google: GOOGLE, github: GITHUB, facebook: FACEBOOK };
