import { AppError } from '../../errors.js';

/** No member of the staff has that id. */
export class StaffUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'staff-unknown';

  constructor() {
    super('No member of the staff has this id. GET /api/staff lists them.');
  }
}

/** The e-mail address has a role, or an invitation to one. */
export class StaffTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'staff-taken';

  constructor(isListed: boolean) {
    const way = isListed
      ? 'STAFF_EMAILS lists it, so it is an owner.'
      : 'GET /api/staff lists it; PATCH /api/staff/<id> changes its role, or enables it again.';
    super(`This e-mail address has a role already. ${way}`);
  }
}

/** The role holds more than the caller does, who therefore neither gives nor takes it. */
export class RoleBeyondCaller extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'role-beyond-caller';

  constructor(role: string) {
    super(`The role ${role} may do more than you, so you cannot give it or take it away. An owner can.`);
  }
}

/** Without this owner nobody would be left who may do everything. */
export class LastOwner extends AppError {
  readonly fault = 'conflict';
  readonly code = 'last-owner';

  constructor() {
    super('This is the last owner. Invite another one, wait until that one has signed in, and try again.');
  }
}

/** The account works for the shop, so it cannot be erased. */
export class AccountOfStaff extends AppError {
  readonly fault = 'conflict';
  readonly code = 'account-of-staff';

  constructor() {
    super(
      "This customer's account has a role in the shop. Disable the role first, with PATCH /api/staff/<id> or in STAFF_EMAILS.",
    );
  }
}
