import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { SocialProfile } from '../social/social-profile.js';
import { ListedStaff } from './listed-staff.js';
import { StaffRepository } from './staff.repository.js';

/** Who may sign in as staff with Google. */
@Injectable()
export class StaffEntry {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly listed: ListedStaff,
  ) {}

  /**
   * Whether a Google account may be staff: it has a role, or an address that is listed or invited.
   * An address counts only if Google vouches for it.
   */
  async mayEnter({ subject, email, emailVerified }: SocialProfile): Promise<boolean> {
    const { role, is_invited } = await this.staff.standingOf(this.database.db, subject, email);
    return role !== null || (emailVerified && (is_invited || this.listed.has(email)));
  }

  /**
   * Whether a Google account that was admitted is staff. One that got the mail box of somebody else
   * is not.
   */
  async isStaff({ subject, email, emailVerified }: SocialProfile): Promise<boolean> {
    const { role, is_first } = await this.staff.standingOf(this.database.db, subject, email);
    return role !== null || (emailVerified && is_first && this.listed.has(email));
  }
}
