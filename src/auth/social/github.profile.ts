import { askProvider } from './provider-json.js';
import { ProviderFailed } from './social.errors.js';
import { emailOf, nameOf, type SocialProfile, subjectOf } from './social-profile.js';

/**
 * Who a GitHub token is for. The address is the primary one of `/user/emails`, which alone says whether it is verified; the public one of `/user` is
 * anybody's text. @throws ProviderFailed
 */
export async function githubProfile(api: string, token: string): Promise<SocialProfile> {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' };
  const [user, emails] = await Promise.all([askProvider(`${api}/user`, { headers }), askProvider(`${api}/user/emails`, { headers })]);
  const { id, name, login } = user.body as Record<string, unknown>;
  const subject = subjectOf(id);
  if (!user.ok || !emails.ok || subject === null || !Array.isArray(emails.body)) throw new ProviderFailed();
  const primary = emails.body.find((each) => each?.primary === true);
  const email = emailOf(primary?.email);
  const emailVerified = email !== null && primary?.verified === true;
  return { provider: 'github', subject, email, emailVerified, name: nameOf(name) ?? nameOf(login) };
}
