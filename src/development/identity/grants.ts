import { createHash, randomBytes } from 'node:crypto';
import type { Refusal } from './dialects.js';
import type { Person } from './people.js';

/** What an authorization code was issued for. */
interface Grant {
  readonly provider: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly person: Person;
}

/** The codes and tokens that the sandbox issued. */
export class Grants {
  private readonly codes = new Map<string, Grant>();
  private readonly tokens = new Map<string, { provider: string; person: Person }>();

  /** Makes a code that is valid once, for this redirect URI and PKCE challenge. */
  issueCode(grant: Grant): string {
    const code = randomBytes(16).toString('base64url');
    this.codes.set(code, grant);
    return code;
  }

  /**
   * Exchanges a code for a token, if client, redirect URI and PKCE verifier are right
   * (RFC 6749, 4.1.3; RFC 7636, 4.6).
   */
  exchangeCode(provider: string, form: URLSearchParams): { token: string } | { refused: Refusal } {
    const known =
      form.get('client_id') === `sandbox-${provider}` && form.get('client_secret') === `sandbox-${provider}-secret`;
    if (!known) return { refused: 'client' };
    const code = form.get('code') ?? '';
    const grant = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const same =
      grant?.provider === provider && grant.redirectUri === form.get('redirect_uri') && grant.challenge === challenge;
    if (!grant || !same || form.get('grant_type') !== 'authorization_code') return { refused: 'code' };
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, { provider, person: grant.person });
    return { token };
  }

  /** The person of a token; null for a token that this provider did not issue. */
  findPerson(provider: string, token: string): Person | null {
    const held = this.tokens.get(token);
    return held?.provider === provider ? held.person : null;
  }
}
