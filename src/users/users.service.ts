import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../database/database.js';
import { type Page, type PageRequest } from '../database/pages.js';
import type { ListedUser } from './listed-user.js';
import { UserUnknown } from './users.errors.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  list(request: PageRequest): Promise<Page<ListedUser>> {
    return this.users.list(this.database.db, request);
  }

  /** What somebody sees of their own account. @throws UserUnknown */
  async profile(id: string): Promise<ListedUser> {
    const user = await this.users.byId(this.database.db, id);
    if (user === null) throw new UserUnknown();
    return user;
  }

  /** @throws UserUnknown */
  async byId(tx: Tx, id: string): Promise<ListedUser> {
    const user = await this.users.byId(tx, id);
    if (user === null) throw new UserUnknown();
    return user;
  }

  /** Gives the user an E.164 number. Violates `users_phone_key` when it is another's. @throws UserUnknown */
  async setPhone(tx: Tx, id: string, phone: string): Promise<ListedUser> {
    if (!(await this.users.setPhone(tx, id, phone))) throw new UserUnknown();
    return this.byId(tx, id);
  }
}
