import { Injectable } from '@nestjs/common';
import { ListedStaff } from '../auth/staff/listed-staff.js';
import { Database, type Db } from '../database/database.js';
import { type Page, type PageRequest } from '../database/pages.js';
import { UserUnknown } from '../users/users.errors.js';
import type { ListedUser } from './listed-user.js';
import { UserDirectoryRepository } from './user-directory.repository.js';

/**
 * Users as admins see them: with the providers they sign in with, and the code of the customer they
 * are.
 */
@Injectable()
export class UserDirectoryService {
  constructor(
    private readonly database: Database,
    private readonly directory: UserDirectoryRepository,
    private readonly listedStaff: ListedStaff,
  ) {}

  /** Newest first. */
  list(request: PageRequest): Promise<Page<ListedUser>> {
    return this.directory.list(this.database.replicaPreferred, request);
  }

  /** Users who signed in and have no number yet, newest first. Staff are not among them. */
  listWaiting(request: PageRequest): Promise<Page<ListedUser>> {
    return this.directory.listWaiting(this.database.replicaPreferred, request, this.listedStaff.emails);
  }

  /** @throws UserUnknown */
  find(id: string): Promise<ListedUser> {
    return this.byId(this.database.db, id);
  }

  /** @throws UserUnknown */
  async byId(db: Db, id: string): Promise<ListedUser> {
    const user = await this.directory.byId(db, id);
    if (user === null) throw new UserUnknown();
    return user;
  }
}
