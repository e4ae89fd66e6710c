import { askProvider } from './provider-json.js';
import { ProviderFailed } from './social.errors.js';
import { emailOf, nameOf, type SocialProfile, subjectOf } from './social-profile.js';

/** Who a Google token is for, from the userinfo endpoint (OpenID Connect Core 1.0, 5.3). @throws ProviderFailed */
export async function googleProfile(api: string, token: string): Promise<SocialProfile> {
  const { ok, body } = await askProvider(`${api}/v1/userinfo`, { headers: { Authorization: `Bearer ${token}` } });
  const { sub, email: address, email_verified, name } = body as Record<string, unknown>;
  const subject = subjectOf(sub);
  if (!ok || subject === null) throw new ProviderFailed();
  const email = emailOf(address);
  return { provider: 'google', subject, email, emailVerified: email !== null && email_verified === true, name: nameOf(name) };
}
