import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { UsersService } from '../../users/users.service.js';
import { StaffRepository } from '../staff/staff.repository.js';
import { type ConnectedIdentity, IdentitiesRepository } from './identities.repository.js';
import { decideLink, type LinkDecision } from './link-decision.js';
import { AddressRecycled, IdentityTaken } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';

/**
 * A sign-in that meets another one of the same account tries again, and then finds what the other
 * made.
 */
const ATTEMPTS = 3;
const RACES = ['identities_pkey', 'users_verified_email_key', 'staff_user_id_key', 'staff_subject_key'];

/** Which identities belong to which users. An identity is an account at a provider. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesRepository,
    private readonly users: UsersService,
    private readonly staff: StaffRepository,
  ) {}

  /**
   * Gives the id of the user whom a provider's profile belongs to. Makes the user if there is none.
   * A Google account takes up the role that its verified address was invited to.
   * Constraints decide between simultaneous sign-ins.
   * @param signedInAs the user who adds the provider; null for a plain sign-in
   * @throws IdentityTaken, AddressRecycled
   */
  async admit(profile: SocialProfile, signedInAs: string | null): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.write((tx) => this.settle(tx, profile, signedInAs));
      } catch (error) {
        const raced = RACES.some((constraint) => violates(error, constraint));
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** What the user signs in with. */
  ofUser(userId: string): Promise<ConnectedIdentity[]> {
    return this.identities.ofUser(this.database.db, userId);
  }

  private async settle(tx: Tx, profile: SocialProfile, signedInAs: string | null): Promise<string> {
    const { email, provider, subject, emailVerified } = profile;
    const accountsOfEmail = email === null ? [] : await this.identities.accountsOfEmail(tx, email, provider);
    const first = emailVerified ? await this.identities.firstOfAddress(tx, profile) : null;
    // Read last: what a sign-in of the same identity commits meanwhile must not look foreign.
    const identityOwner = await this.identities.owner(tx, profile);
    const isAddressHeld = first !== null && first !== subject;
    const decision = decideLink({ identityOwner, accountsOfEmail, isAddressHeld, signedInAs }, profile);
    const userId = await this.carryOut(tx, decision, profile);
    if (emailVerified && first === null) await this.identities.rememberAddress(tx, profile);
    if (emailVerified && provider === 'google') await this.staff.takeUp(tx, userId, subject, email);
    return userId;
  }

  private async carryOut(tx: Tx, decision: LinkDecision, profile: SocialProfile): Promise<string> {
    if (decision.kind === 'taken') throw new IdentityTaken();
    if (decision.kind === 'recycled') throw new AddressRecycled();
    if (decision.kind === 'known') {
      await this.identities.updateEmail(tx, profile);
      return decision.userId;
    }
    const userId = decision.kind === 'join' ? decision.userId : await this.users.addUser(tx, profile);
    await this.identities.insert(tx, userId, profile);
    return userId;
  }
}
