import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../actor.js';
import { Config } from '../../../config/config.js';
import type { CustomerRow, RegisteredUserRow } from '../../../customers/customer-row.js';
import { CustomerHasPhone } from '../../../customers/customers.errors.js';
import { CustomersService } from '../../../customers/customers.service.js';
import type { ListedUser } from '../../../customers/listed-user.js';
import { CustomerSearchService } from '../../../customers/searching/customer-search.service.js';
import { UserDirectoryService } from '../../../customers/user-directory.service.js';
import type { Page, PageRequest } from '../../../database/pages.js';
import { Forbidden } from '../../../http/access/access.errors.js';
import type { KnownPrincipal } from '../../../http/access/principal.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { PhoneTaken } from '../../../users/users.errors.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { NumberedPersonDto } from '../customers/customer-forms.dto.js';

/** The fields of the form. `join` is the code of the customer who is the same person. */
export const PERSON_FIELDS = ['phone_number', 'join'] as const;
export type PersonFields = Readonly<Record<(typeof PERSON_FIELDS)[number], string>>;

/** Somebody who is to get a number, and the form for it. */
export interface PersonView {
  readonly user: ListedUser;
  /** The customer who the person is already; null for somebody who is none. */
  readonly customer: CustomerRow | null;
  readonly form: FilledForm;
  /** The customer who has the typed number already; null when none has. */
  readonly holder: CustomerRow | null;
}

/** People who signed in, and how one becomes a customer. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly directory: UserDirectoryService,
    private readonly customers: CustomersService,
    private readonly search: CustomerSearchService,
    private readonly config: Config,
  ) {}

  /** Those without a number, newest first. */
  waiting(request: PageRequest): Promise<Page<ListedUser>> {
    return this.directory.listWaiting(request);
  }

  /** @param form as it was sent in vain @throws UserUnknown */
  async read(id: string, form: FilledForm = emptyForm()): Promise<PersonView> {
    const [user, customer] = await Promise.all([this.directory.find(id), this.customers.ofUser(id)]);
    const isHeld = form.problem instanceof CustomerHasPhone || form.problem instanceof PhoneTaken;
    const [holder = null] = isHeld ? await this.search.find({ phone: form.values.phone_number }) : [];
    return { user, customer, form, holder };
  }

  /**
   * Gives a person the number, and makes a customer of them. The customer who has the number is
   * joined only if `join` has that customer's code.
   * @throws UserUnknown, Forbidden, InvalidRequest, PhoneInvalid, AlreadyCustomer,
   *   CustomerHasPhone, NobodyToJoin, PhoneTaken
   */
  async admit(id: string, typed: PersonFields, actor: Actor, caller: KnownPrincipal): Promise<RegisteredUserRow> {
    await this.directory.find(id);
    if (!caller.permissions.has('users:write')) throw new Forbidden('users:write', caller.kind);
    const sent = typed.phone_number === '' ? {} : { phone_number: typed.phone_number };
    const { phone_number } = checkFields(NumberedPersonDto, sent, this.config.CURRENCY);
    const join = typed.join === '' ? {} : { join: typed.join };
    return this.customers.registerUser({ user_id: id, phone_number, ...join }, actor, false);
  }
}
