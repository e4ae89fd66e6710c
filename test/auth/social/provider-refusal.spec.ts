import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser, sandboxOf } from '../../support/browser.js';
import { CapturedLog, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
const log = new CapturedLog();
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'info' }, log);
});
afterAll(() => at.close());
afterEach(() => sandboxOf(at).faults.clear());

const SHOP = 'The shop has to mend this';
const AGAIN = 'try again in a moment';
const NO = 'The sign-in was cancelled';
const START = 'Please start again';
const ONCE_MORE = 'agree there once more';

/** The line with a provider's word under the id of the answer's request. */
const lineOf = (requestId: string | null, level: string) =>
  log.text
    .split('\n')
    .filter((line) => line.includes(`"level":"${level}"`) && line.includes('"word":'))
    .map((line) => JSON.parse(line))
    .find((line) => line.request_id === requestId);
const warningOf = (requestId: string | null) => lineOf(requestId, 'warn');

/** Signs in, and has the provider come back with the query in place of its code. */
const comeBack = async (provider: string, query: string) => {
  const browser = aBrowser(at);
  const callback = await browser.choose(`/auth/${provider}`, 'wanjiku');
  const answer = await browser.open(callback.replace(/code=[^&]*/, query));
  return { ...answer, cookies: browser.cookies.size, warning: warningOf(answer.headers.get('x-request-id')) };
};

describe('explainRedirect', () => {
  it.each([
    ['google', 'error=redirect_uri_mismatch', SHOP],
    ['github', 'error=redirect_uri_mismatch&error_description=The+redirect_uri+MUST+match', SHOP],
    ['github', 'error=application_suspended&error_description=Your+application+has+been+suspended.', SHOP],
    ['google', 'error=invalid_client', SHOP],
    ['google', 'error=unauthorized_client', SHOP],
    ['google', 'error=invalid_scope', SHOP],
    ['google', 'error=unsupported_response_type', SHOP],
    ['google', 'error=invalid_request', SHOP],
    ['google', 'error=deleted_client', SHOP],
    ['google', 'error=org_internal', SHOP],
    ['google', 'error=admin_policy_enforced', SHOP],
    ['google', 'error=access_denied&error_description=The+app+has+not+completed+the+verification+process', SHOP],
    ['github', 'error=access_denied&error_description=The+organization+has+restricted+this+application', SHOP],
    ['facebook', 'error_code=1349003&error_message=App+Not+Set+Up', SHOP],
    ['facebook', 'error_code=901&error_message=This+app+is+in+development+mode', SHOP],
    ['facebook', 'error_code=1349168&error_message=URL+Blocked', SHOP],
    ['facebook', 'error_code=999&error_message=App+not+active:+not+live', SHOP],
    ['google', 'error=access_denied', NO],
    ['github', 'error=access_denied&error_description=The+user+has+denied+your+application+access.', NO],
    ['facebook', 'error=access_denied&error_code=200&error_reason=user_denied&error_description=Permissions+error', NO],
    ['facebook', 'error_code=4201&error_message=User+canceled+the+Dialog+flow', NO],
    ['google', 'error=user_denied', NO],
    ['google', 'error=App+Not+Set+Up', SHOP],
    ['google', 'error=app_not_configured', SHOP],
    ['google', 'error=app_not_configured_for_user&error_description=Service+is+not+configured', SHOP],
    ['google', 'error=appNotConfigured', SHOP],
    ['google', 'error=app_blocked', SHOP],
    ['google', 'error=access_denied&error_description=admin_policy_enforced', SHOP],
    ['google', 'error=access_denied&error_description=Error+403:+org_internal', SHOP],
    ['google', 'error=access_denied&error_description=App+is+blocked', SHOP],
    ['google', 'error=error_400&error_description=The+OAuth+client+was+not+found.', SHOP],
    ['google', 'error=interaction_required', ONCE_MORE],
    ['google', 'error=consent_required', ONCE_MORE],
    ['google', 'error=login_required&error_description=The+user+must+sign+in', ONCE_MORE],
    ['google', 'error=account_selection_required', ONCE_MORE],
    ['google', 'error=unmet_authentication_requirements', ONCE_MORE],
    ['google', 'error=server_error', AGAIN],
    ['google', 'error=temporarily_unavailable&error_description=not+available', AGAIN],
    ['facebook', 'error_code=2&error_message=Service+temporarily+unavailable', AGAIN],
    ['google', 'error=something_new', 'The sign-in provider refused'],
    ['google', 'error=', 'The sign-in provider refused'],
  ])('says who can do something about it when %s comes back with %s', async (provider, query, words) => {
    const { text, cookies, warning } = await comeBack(provider, query);
    expect(text).toContain(words);
    expect([cookies, warning?.provider, warning?.step]).toEqual([0, provider, 'authorization']);
    const told = new URLSearchParams(query);
    for (const name of ['error', 'error_code', 'error_description', 'error_message'])
      expect(warning.word).toContain(
        told.get('error_reason') && name === 'error' ? 'user_denied' : (told.get(name) ?? ''),
      );
  });

  it.each([
    ['google', 'error=redirect_uri_mismatch&error=access_denied', SHOP, 'redirect_uri_mismatch'],
    ['google', 'error=access_denied&error=access_denied&error=access_denied', NO, 'access_denied'],
    ['github', 'error=server_error&error_description=Down&error_description=Up', AGAIN, 'server_error: Down'],
    ['facebook', 'error_code=901&error_code=1&error_message=Not+live&error_message=Live', SHOP, '(901): Not live'],
    ['facebook', 'error=access_denied&error_reason=user_denied&error_reason=x', NO, 'user_denied'],
    ['google', 'code=canary&error=interaction_required&error=login_required', ONCE_MORE, 'interaction_required'],
  ])('tells of a word that comes twice the first: %s with %s', async (provider, query, words, word) => {
    const { status, text, cookies, warning } = await comeBack(provider, query);
    expect([text.includes(words), cookies, warning?.word]).toEqual([true, 0, word]);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('says it in Swahili too', async () => {
    const headers = { 'Accept-Language': 'sw' };
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/github', 'wanjiku');
    const { text } = await browser.open(callback.replace(/code=[^&]*/, 'error=redirect_uri_mismatch'), { headers });
    expect(text).toContain('Duka linapaswa kurekebisha hili');
  });

  it.each(['', '&state=guessed', 'of another browser'])(
    'blames nobody and warns nobody of an error without an attempt of this browser: %j',
    async (state) => {
      const other = new URL(await aBrowser(at).choose('/auth/google', 'wanjiku')).searchParams.get('state');
      for (const path of ['/auth/github/callback', '/google/auth/', '/auth/facebook/callback'])
        for (const error of ['redirect_uri_mismatch', 'org_internal', 'server_error', 'something_new']) {
          const query = state.startsWith('of') ? `&state=${other}` : state;
          const answer = await aBrowser(at).open(`${path}?error=${error}${query}`);
          expect([answer.status, answer.text.includes(SHOP), answer.text.includes(START)]).toEqual([400, false, true]);
          const id = answer.headers.get('x-request-id');
          expect([warningOf(id), lineOf(id, 'info')?.word]).toEqual([undefined, error]);
        }
    },
  );

  it('answers 400 without a stack in the log when a provider wants its person once more', async () => {
    const { status, warning } = await comeBack('google', 'error=interaction_required');
    const lines = log.text.split('\n').filter((line) => line.includes(warning.request_id));
    expect([status, lines.length, lines.join().includes('stack')]).toEqual([400, 2, false]);
  });

  it('keeps the word of an error that is posted to the callback of staff', async () => {
    const browser = aBrowser(at);
    const posted = await browser.press('/google/auth', { error: 'invalid_client', error_description: 'Not found' });
    const answer = await browser.open(posted.headers.get('location') ?? '');
    expect(lineOf(answer.headers.get('x-request-id'), 'info')?.word).toBe('invalid_client: Not found');
  });

  it('logs no more than 200 characters, and no line break, address, state or token of an error', async () => {
    const callback = await aBrowser(at).choose('/auth/google', 'wanjiku');
    const state = new URL(callback).searchParams.get('state') ?? '';
    const told = `a\n{"level":"error"}\u001b[31m w@example.com ya29.a0AfB_byC1234567890abcdef ${state} ${'x '.repeat(500)}`;
    const { warning } = await comeBack('google', `error=server_error&error_description=${encodeURIComponent(told)}`);
    expect(warning.word).toMatch(/^server_error: a\\u\{a\}.*\\u\{1b\}\[31m \[e-mail\].*…$/);
    expect([...warning.word].length).toBe(200);
    for (const secret of ['w@example.com', 'a0AfB_byC1234567890abcdef', state]) expect(log.text).not.toContain(secret);
  });
});

describe('StateStore', () => {
  const readFault = async (browser: Browser, callback: string) => {
    const { status, headers } = await browser.open(callback);
    const id = headers.get('x-request-id');
    const { level, step, word } = warningOf(id) ?? lineOf(id, 'info') ?? {};
    return [status, level, step, word];
  };

  it('logs why a state does not count', async () => {
    const browser = aBrowser(at);
    const first = await browser.choose('/auth/google', 'wanjiku');
    expect(await readFault(aBrowser(at), first)).toEqual([400, 'info', 'state', 'no attempt of it in this browser']);
    const kept = [...browser.cookies];
    await browser.open(first);
    browser.cookies.delete('agiza-session');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await readFault(browser, first)).toEqual([400, 'warn', 'state', 'used already']);
    const second = await browser.choose('/auth/google', 'wanjiku');
    const elsewhere = second.replace('/auth/google/', '/auth/github/');
    expect(await readFault(browser, elsewhere)).toEqual([400, 'warn', 'state', 'made for another callback']);
    const nothing = [400, 'info', 'authorization', 'neither a code nor an error'];
    expect(await readFault(browser, '/auth/google/callback')).toEqual(nothing);
  });
});

describe('explainToken', () => {
  const refuse = async (provider: string, status: number, body: object) => {
    sandboxOf(at).faults.set(`${provider}/token`, { status, body });
    const browser = aBrowser(at);
    const answer = await browser.signIn(provider, 'wanjiku');
    return { ...answer, cookies: browser.cookies.size, warning: warningOf(answer.headers.get('x-request-id')) };
  };
  const description = 'What it says';

  it.each<[string, number, object, string, string]>([
    ['google', 401, { error: 'invalid_client', error_description: description }, SHOP, 'invalid_client: What it says'],
    ['google', 400, { error: 'redirect_uri_mismatch' }, SHOP, 'redirect_uri_mismatch'],
    ['google', 400, { error: 'unauthorized_client' }, SHOP, 'unauthorized_client'],
    ['github', 200, { error: 'incorrect_client_credentials' }, SHOP, 'incorrect_client_credentials'],
    ['github', 404, { error: 'Not Found' }, SHOP, 'Not Found'],
    [
      'facebook',
      400,
      { error: { message: 'Error validating client secret.', code: 1 } },
      SHOP,
      '(1): Error validating',
    ],
    ['facebook', 400, { error: { message: 'Error validating application.', code: 101 } }, SHOP, '(101)'],
    ['google', 400, { error: 'invalid_grant', error_description: description }, START, 'invalid_grant: What it says'],
    ['github', 200, { error: 'bad_verification_code' }, START, 'bad_verification_code'],
    [
      'facebook',
      400,
      { error: { message: 'Used.', type: 'OAuthException', code: 100 } },
      START,
      'OAuthException (100)',
    ],
    ['google', 400, { error: 'interaction_required' }, ONCE_MORE, 'interaction_required'],
    ['google', 400, { error: 'temporarily_unavailable' }, AGAIN, 'temporarily_unavailable'],
    ['google', 503, { error: 'backend_error' }, AGAIN, 'status 503: backend_error'],
    ['github', 429, { message: 'Too many requests' }, AGAIN, 'status 429: Too many requests'],
    ['facebook', 400, { error: { message: 'Too many calls', code: 4 } }, AGAIN, '(4): Too many calls'],
    ['google', 200, { token: 'x' }, AGAIN, 'status 200'],
  ])(
    'says who can do something about it when %s answers %i %j for a code',
    async (provider, status, body, words, word) => {
      const { text, cookies, warning } = await refuse(provider, status, body);
      expect([text.includes(words), cookies]).toEqual([true, 0]);
      expect([warning?.provider, warning?.step]).toEqual([provider, 'token']);
      expect(warning.word).toContain(word);
    },
  );

  it('logs none of our secrets that a provider repeats', async () => {
    await refuse('google', 400, { error: 'invalid_grant', error_description: 'secret sandbox-google-secret' });
    expect(log.text).not.toContain('sandbox-google-secret');
  });
});

describe('explainProfile', () => {
  it.each<[string, string, number, object, string, string]>([
    ['google', 'v1/userinfo', 403, { error: 'insufficient_scope' }, SHOP, 'insufficient_scope'],
    ['google', 'v1/userinfo', 401, { error: 'invalid_token' }, AGAIN, 'invalid_token'],
    ['google', 'v1/userinfo', 200, { name: 'nobody' }, AGAIN, 'status 200'],
    ['github', 'user', 401, { message: 'Bad credentials' }, AGAIN, 'Bad credentials'],
    ['github', 'user/emails', 403, { message: 'API rate limit exceeded for user ID 1.' }, AGAIN, 'API rate limit'],
    ['github', 'user/emails', 502, { message: 'Bad gateway' }, AGAIN, 'Bad gateway'],
    [
      'facebook',
      'me',
      400,
      { error: { message: 'Invalid appsecret_proof provided in the API argument', code: 100 } },
      SHOP,
      'Invalid appsecret_proof',
    ],
  ])(
    'says who can do something about it when %s answers at %s with %i %j',
    async (provider, endpoint, status, body, words, word) => {
      sandboxOf(at).faults.set(`${provider}/${endpoint}`, { status, body });
      const answer = await aBrowser(at).signIn(provider, 'wanjiku');
      const warning = warningOf(answer.headers.get('x-request-id'));
      expect(answer.text).toContain(words);
      expect([warning?.provider, warning?.step]).toEqual([provider, 'profile']);
      expect(warning.word).toContain(word);
    },
  );

  it.each(['html', 'half', 'redirect'] as const)('logs why an answer cannot be read: %s', async (kind) => {
    sandboxOf(at).faults.set('google/v1/userinfo', kind);
    const { headers } = await aBrowser(at).signIn('google', 'wanjiku');
    const reason = kind === 'redirect' ? /redirect/ : /neither a JSON object nor an array/;
    expect(warningOf(headers.get('x-request-id'))?.word).toMatch(reason);
  });
});

describe('the sandbox identity providers', () => {
  it.each([
    ['redirect_uri_mismatch', SHOP],
    ['invalid_scope', SHOP],
    ['not_live', SHOP],
    ['temporarily_unavailable', AGAIN],
    ['cancel', NO],
  ])('offer the refusal %s to whoever tries the service out', async (choice, words) => {
    for (const provider of ['google', 'github', 'facebook'])
      expect((await aBrowser(at).signIn(provider, choice)).text).toContain(words);
  });
});
