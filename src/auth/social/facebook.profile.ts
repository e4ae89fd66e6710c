import { createHmac } from 'node:crypto';
import { askProvider } from './provider-json.js';
import { ProviderFailed } from './social.errors.js';
import { emailOf, nameOf, type SocialProfile, subjectOf } from './social-profile.js';

/**
 * Who a Facebook token is for, from Graph's `/me`, with the proof that it is our application that asks. Facebook never says whether an address is
 * verified, so none counts as that. @throws ProviderFailed
 */
export async function facebookProfile(api: string, token: string, clientSecret: string): Promise<SocialProfile> {
  const proof = createHmac('sha256', clientSecret).update(token).digest('hex');
  const query = new URLSearchParams({ fields: 'id,name,email', appsecret_proof: proof });
  const { ok, body } = await askProvider(`${api}/me?${query}`, { headers: { Authorization: `Bearer ${token}` } });
  const { id, name, email } = body as Record<string, unknown>;
  const subject = subjectOf(id);
  if (!ok || subject === null) throw new ProviderFailed();
  return { provider: 'facebook', subject, email: emailOf(email), emailVerified: false, name: nameOf(name) };
}
