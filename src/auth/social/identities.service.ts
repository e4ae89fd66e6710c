import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { newId } from '../../database/new-id.js';
import { type ConnectedIdentity, IdentitiesRepository } from './identities.repository.js';
import { decideLink, type LinkDecision } from './link-decision.js';
import { IdentityTaken } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';

/** Sign-ins that meet another one of the same person try again, and then find what the other made. */
const ATTEMPTS = 3;

/** Which identities belong to which users. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesRepository,
  ) {}

  /**
   * The user whom a provider's profile belongs to, made if need be; constraints decide between sign-ins at once.
   * @param signedInAs the user who adds the provider; null for a plain sign-in
   * @throws IdentityTaken
   */
  async admit(profile: SocialProfile, signedInAs: string | null): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.write((tx) => this.settle(tx, profile, signedInAs));
      } catch (error) {
        const raced = violates(error, 'identities_pkey') || violates(error, 'users_verified_email_key');
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** What the user signs in with. */
  ofUser(userId: string): Promise<ConnectedIdentity[]> {
    return this.identities.ofUser(this.database.db, userId);
  }

  private async settle(tx: Tx, profile: SocialProfile, signedInAs: string | null): Promise<string> {
    const identityOwner = await this.identities.owner(tx, profile);
    const accountsOfEmail = profile.email === null ? [] : await this.identities.accountsOfEmail(tx, profile.email);
    return this.carryOut(tx, decideLink({ identityOwner, accountsOfEmail, signedInAs }, profile), profile);
  }

  private async carryOut(tx: Tx, decision: LinkDecision, profile: SocialProfile): Promise<string> {
    if (decision.kind === 'taken') throw new IdentityTaken();
    if (decision.kind === 'known') {
      await this.identities.note(tx, profile);
      return decision.userId;
    }
    const userId = decision.kind === 'join' ? decision.userId : newId();
    if (decision.kind === 'create') await this.identities.insertUser(tx, userId, profile);
    await this.identities.insert(tx, userId, profile);
    return userId;
  }
}
