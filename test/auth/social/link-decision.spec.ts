import { describe, expect, it } from '@jest/globals';
import { decideLink, type LinkDecision, type Standing } from '../../../src/auth/social/link-decision.js';
import type { SocialProfile } from '../../../src/auth/social/social-profile.js';

const verified: SocialProfile = { provider: 'google', subject: '1', email: 'w@example.com', emailVerified: true, name: null };
const unverified: SocialProfile = { ...verified, emailVerified: false };
const nameless: SocialProfile = { ...unverified, email: null };
const nobody: Standing = { identityOwner: null, accountsOfEmail: [], signedInAs: null };
const owner = { id: 'owner', role: 'user', email_verified: true } as const;
const squatter = { id: 'squatter', role: 'user', email_verified: false } as const;
const admin = { id: 'admin', role: 'admin', email_verified: false } as const;
const create: LinkDecision = { kind: 'create' };

describe('a sign-in', () => {
  it.each<[string, Standing, SocialProfile, LinkDecision]>([
    ['of a known identity is its user’s', { ...nobody, identityOwner: 'owner' }, verified, { kind: 'known', userId: 'owner' }],
    [
      'of a known identity is its user’s, whatever its e-mail is now',
      { ...nobody, identityOwner: 'a', accountsOfEmail: [owner] },
      verified,
      { kind: 'known', userId: 'a' },
    ],
    ['of a new identity makes a user', nobody, verified, create],
    ['of a new identity without an e-mail makes a user', nobody, nameless, create],
    [
      'with a verified e-mail joins the account that owns it',
      { ...nobody, accountsOfEmail: [owner] },
      verified,
      { kind: 'join', userId: 'owner' },
    ],
    ['with an unverified e-mail does not walk into the account that owns it', { ...nobody, accountsOfEmail: [owner] }, unverified, create],
    [
      'with a verified e-mail does not walk into an account that somebody opened with it beforehand',
      { ...nobody, accountsOfEmail: [squatter] },
      verified,
      create,
    ],
    ['with an unverified e-mail joins no unverified account', { ...nobody, accountsOfEmail: [squatter] }, unverified, create],
    ['with an admin’s e-mail gets no admin account', { ...nobody, accountsOfEmail: [admin] }, verified, create],
    [
      'with an admin’s e-mail gets none even if it counted as verified',
      { ...nobody, accountsOfEmail: [{ ...admin, email_verified: true }] },
      verified,
      create,
    ],
    [
      'finds the owner past an admin and a squatter',
      { ...nobody, accountsOfEmail: [admin, squatter, owner] },
      verified,
      { kind: 'join', userId: 'owner' },
    ],
    ['of a new identity while signed in adds it', { ...nobody, signedInAs: 'me' }, unverified, { kind: 'join', userId: 'me' }],
    [
      'while signed in adds it, whoever owns the e-mail',
      { ...nobody, accountsOfEmail: [owner], signedInAs: 'me' },
      verified,
      { kind: 'join', userId: 'me' },
    ],
    [
      'of my own identity while signed in changes nothing',
      { ...nobody, identityOwner: 'me', signedInAs: 'me' },
      verified,
      { kind: 'known', userId: 'me' },
    ],
    [
      'of another’s identity while signed in is refused',
      { ...nobody, identityOwner: 'other', signedInAs: 'me' },
      verified,
      { kind: 'taken' },
    ],
  ])('%s', (_, standing, profile, decision) => {
    expect(decideLink(standing, profile)).toEqual(decision);
  });
});
