import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../actor.js';
import { Config } from '../../../config/config.js';
import { UnlinkCustomerDto } from '../../../customers/correcting/customer-corrections.dto.js';
import { CustomerCorrectionsService } from '../../../customers/correcting/customer-corrections.service.js';
import type { CustomerRow } from '../../../customers/customer-row.js';
import { VersionStale } from '../../../customers/customers.errors.js';
import { CustomerSearchService } from '../../../customers/searching/customer-search.service.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { writePhone } from '../../../phones/phones.js';
import { PhoneTaken } from '../../../users/users.errors.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { EditedCustomerDto } from './customer-forms.dto.js';

/** The fields of the form that corrects a customer. `version` is what the form was made of. */
export const EDIT_FIELDS = ['name', 'phone_number', 'version'] as const;
export type EditFields = Readonly<Record<(typeof EDIT_FIELDS)[number], string>>;

/** The form that corrects a customer, as it is shown. */
export interface CustomerEdit {
  /** As they are now. */
  readonly customer: CustomerRow;
  readonly form: FilledForm & { readonly values: EditFields };
  /** What somebody typed whose form was of an older version; null otherwise. */
  readonly typed: EditFields | null;
  /** The customer who has the number already; null when none has. */
  readonly holder: CustomerRow | null;
}

/** Corrects customers by forms. */
@Injectable()
export class CustomerEditsService {
  constructor(
    private readonly corrections: CustomerCorrectionsService,
    private readonly search: CustomerSearchService,
    private readonly config: Config,
  ) {}

  /**
   * The form of the customer as they are now, or as it was sent in vain. Of an older version it has
   * the values of now.
   * @throws CustomerUnknown
   */
  async fill(id: string, sent: CustomerEdit['form'] | null = null): Promise<CustomerEdit> {
    const { customer, version } = await this.corrections.byId(id);
    const phone_number = writePhone(customer.phone ?? '', this.config.DEFAULT_REGION);
    const fresh = { name: customer.name ?? '', phone_number, version };
    if (sent === null) return { customer, form: { ...emptyForm(), values: fresh }, typed: null, holder: null };
    const isStale = sent.problem instanceof VersionStale;
    if (isStale) return { customer, form: { ...sent, values: fresh }, typed: sent.values, holder: null };
    const isTaken = sent.problem instanceof PhoneTaken;
    const [holder = null] = isTaken ? await this.search.find({ phone: sent.values.phone_number }) : [];
    return { customer, form: sent, typed: null, holder };
  }

  /** @throws InvalidRequest, PhoneInvalid, CustomerUnknown, VersionStale, PhoneTaken */
  async correct(id: string, { version, ...typed }: EditFields, actor: Actor): Promise<void> {
    const { name, phone_number } = this.check(EditedCustomerDto, typed);
    await this.corrections.correct(id, { name, phone_number }, `"${version}"`, actor, false);
  }

  /** @throws InvalidRequest, CustomerUnknown, CustomerNotLinked */
  async unlink(id: string, typed: { readonly reason: string }, actor: Actor): Promise<void> {
    const { reason = null } = this.check(UnlinkCustomerDto, typed);
    await this.corrections.unlink(id, actor, reason);
  }

  /** What was left empty is missing. @throws InvalidRequest */
  private check<Dto extends object>(type: new () => Dto, typed: Readonly<Record<string, string>>): Dto {
    const sent = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
    return checkFields(type, sent, this.config.CURRENCY);
  }
}
