import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-github2';
import { acceptProfile, limitTokenExchange, makeStrategyOptions, makeUserProfile } from './oauth2-strategy.js';
import type { ProviderClient } from './provider-clients.js';
import { askProvider } from './provider-json.js';
import { ProviderFailed } from './social.errors.js';
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
 * @throws ProviderFailed
 */
async function readGithubProfile({ api }: ProviderClient, token: string): Promise<SocialProfile> {
  const headers = {
    Authorization: `Bearer ${token}`,
    Accept: 'application/vnd.github+json',
    'X-GitHub-Api-Version': '2022-11-28',
  };
  const [user, emails] = await Promise.all([
    askProvider(`${api}/user`, { headers }),
    askProvider(`${api}/user/emails`, { headers }),
  ]);
  const { id, name, login } = user.body as Record<string, unknown>;
  const subject = readSubject(id);
  if (!user.ok || !emails.ok || subject === null || !Array.isArray(emails.body)) throw new ProviderFailed();
  const primary = emails.body.find((each) => each?.primary === true);
  const email = readEmail(primary?.email);
  const emailVerified = email !== null && primary?.verified === true;
  return { provider: 'github', subject, email, emailVerified, name: readName(name) ?? readName(login) };
}
