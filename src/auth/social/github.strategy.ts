import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-github2';
import { acceptProfile, limitTokenExchange, makeStrategyOptions, makeUserProfile } from './oauth2-strategy.js';
import type { ProviderClient } from './provider-clients.js';
import { readBodyError } from './provider-error.js';
import { type Asked, askProvider, type ProviderAnswer } from './provider-json.js';
import { explainProfile } from './provider-refusal.js';
import { readEmail, readName, readSubject, type SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';

/** Sign-in with GitHub. */
export class GithubStrategy extends PassportStrategy(Strategy, 'github') {
  override readonly validate = acceptProfile;

  constructor(client: ProviderClient, store: StateStore) {
    super(makeStrategyOptions(client, store, ['user:email']));
    limitTokenExchange(this._oauth2, client);
    this.userProfile = makeUserProfile((token) => readGithubProfile(client, token));
  }
}

/**
 * Who a GitHub token is for. The address is the primary one of `/user/emails`, the only place that
 * says whether it is verified. The public address of `/user` is free text.
 * @throws ProviderFailed, SignInMisconfigured
 */
async function readGithubProfile({ api }: ProviderClient, token: string): Promise<SocialProfile> {
  const headers = {
    Authorization: `Bearer ${token}`,
    Accept: 'application/vnd.github+json',
    'X-GitHub-Api-Version': '2022-11-28',
  };
  const asked: Asked = { step: 'profile', secrets: [token] };
  const [user, emails] = await Promise.all([
    askProvider(`${api}/user`, asked, { headers }),
    askProvider(`${api}/user/emails`, asked, { headers }),
  ]);
  const { id, name, login } = user.body as Record<string, unknown>;
  const subject = readSubject(id);
  if (!user.ok || subject === null) throw explainProfile(user, asked);
  const primary = readEmails(emails, asked).find((each) => each?.primary === true);
  const email = readEmail(primary?.email);
  const emailVerified = email !== null && primary?.verified === true;
  return { provider: 'github', subject, email, emailVerified, name: readName(name) ?? readName(login) };
}

/**
 * The addresses of an answer of `/user/emails`; none for an application that may not read them.
 * GitHub answers 403 to a GitHub App without the permission "Email addresses", and 404 to a token
 * without the scope. It answers 403 to too many requests too.
 * @throws ProviderFailed, SignInMisconfigured
 */
function readEmails(
  answer: ProviderAnswer,
  asked: Asked,
): readonly { primary?: unknown; email?: unknown; verified?: unknown }[] {
  if (answer.ok && Array.isArray(answer.body)) return answer.body;
  const { description } = readBodyError(answer.body);
  const isNotAllowed = answer.status === 404 || (answer.status === 403 && !/rate limit/i.test(description));
  if (isNotAllowed) return [];
  throw explainProfile(answer, asked);
}
