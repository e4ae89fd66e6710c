import { describe, expect, it } from '@jest/globals';
import { decideLink, type LinkDecision, type Standing } from '../../../src/auth/social/link-decision.js';
import type { SocialProfile } from '../../../src/auth/social/social-profile.js';

const verified: SocialProfile = {
  provider: 'google',
  subject: '1',
  email: 'w@example.com',
  emailVerified: true,
  name: null,
};
const unverified: SocialProfile = { ...verified, emailVerified: false };
const nameless: SocialProfile = { ...unverified, email: null };
const nobody: Standing = { identityOwner: null, accountsOfEmail: [], isAddressHeld: false, signedInAs: null };
const owner = { id: 'owner', role: 'user', email_verified: true, has_provider: false } as const;
const squatter = { id: 'squatter', role: 'user', email_verified: false, has_provider: false } as const;
const admin = { id: 'admin', role: 'admin', email_verified: false, has_provider: false } as const;
const create: LinkDecision = { kind: 'create' };

describe('decideLink', () => {
  it.each<[string, Standing, SocialProfile, LinkDecision]>([
    [
      'gives a known identity to its user',
      { ...nobody, identityOwner: 'owner' },
      verified,
      { kind: 'known', userId: 'owner' },
    ],
    [
      'gives a known identity to its user, whatever its e-mail is now',
      { ...nobody, identityOwner: 'a', accountsOfEmail: [owner] },
      verified,
      { kind: 'known', userId: 'a' },
    ],
    [
      'does not join a verified e-mail to its owner who has an account at that provider',
      { ...nobody, accountsOfEmail: [{ ...owner, has_provider: true }] },
      verified,
      { kind: 'recycled' },
    ],
    [
      'makes no user of a verified e-mail that another account at the provider had',
      { ...nobody, isAddressHeld: true },
      verified,
      { kind: 'recycled' },
    ],
    [
      'makes a user of an e-mail that another account had and this one has not verified',
      { ...nobody, isAddressHeld: true },
      unverified,
      create,
    ],
    ['makes a user for a new identity', nobody, verified, create],
    ['makes a user for a new identity without an e-mail', nobody, nameless, create],
    [
      'joins a verified e-mail to the user who owns it',
      { ...nobody, accountsOfEmail: [owner] },
      verified,
      { kind: 'join', userId: 'owner' },
    ],
    [
      'does not join an unverified e-mail to the user who owns it',
      { ...nobody, accountsOfEmail: [owner] },
      unverified,
      create,
    ],
    [
      'does not join a verified e-mail to a user whom somebody made with it beforehand',
      { ...nobody, accountsOfEmail: [squatter] },
      verified,
      create,
    ],
    [
      'does not join an unverified e-mail to an unverified user',
      { ...nobody, accountsOfEmail: [squatter] },
      unverified,
      create,
    ],
    ['does not join a verified e-mail to an admin', { ...nobody, accountsOfEmail: [admin] }, verified, create],
    [
      'does not join a verified e-mail to an admin whose e-mail counts as verified',
      { ...nobody, accountsOfEmail: [{ ...admin, email_verified: true }] },
      verified,
      create,
    ],
    [
      'joins a verified e-mail to its owner beside an admin and a squatter',
      { ...nobody, accountsOfEmail: [admin, squatter, owner] },
      verified,
      { kind: 'join', userId: 'owner' },
    ],
    [
      'adds a new identity to the signed-in user',
      { ...nobody, signedInAs: 'me' },
      unverified,
      { kind: 'join', userId: 'me' },
    ],
    [
      'adds a new identity to the signed-in user, whoever owns its e-mail',
      { ...nobody, accountsOfEmail: [owner], signedInAs: 'me' },
      verified,
      { kind: 'join', userId: 'me' },
    ],
    [
      'changes nothing for an identity that the signed-in user has',
      { ...nobody, identityOwner: 'me', signedInAs: 'me' },
      verified,
      { kind: 'known', userId: 'me' },
    ],
    [
      'refuses to add an identity of another user',
      { ...nobody, identityOwner: 'other', signedInAs: 'me' },
      verified,
      { kind: 'taken' },
    ],
  ])('%s', (_, standing, profile, decision) => {
    expect(decideLink(standing, profile)).toEqual(decision);
  });
});
