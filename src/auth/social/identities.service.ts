import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { UsersService } from '../../users/users.service.js';
import { type ConnectedIdentity, IdentitiesRepository } from './identities.repository.js';
import { decideLink, type LinkDecision } from './link-decision.js';
import { IdentityTaken } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';

/**
 * A sign-in that meets another one of the same account tries again, and then finds what the other
 * made.
 */
const ATTEMPTS = 3;

/** Which identities belong to which users. An identity is an account at a provider. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesRepository,
    private readonly users: UsersService,
  ) {}

  /**
   * Gives the id of the user whom a provider's profile belongs to. Makes the user if there is none.
   * Constraints decide between simultaneous sign-ins.
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
      await this.identities.updateEmail(tx, profile);
      return decision.userId;
    }
    const userId = decision.kind === 'join' ? decision.userId : await this.users.addUser(tx, profile);
    await this.identities.insert(tx, userId, profile);
    return userId;
  }
}
