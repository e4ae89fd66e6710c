import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../actor.js';
import { Config } from '../../../config/config.js';
import { isPresent, type PresentCustomerRow } from '../../../customers/customer-row.js';
import { CustomerUnknown } from '../../../customers/customers.errors.js';
import { CustomersService } from '../../../customers/customers.service.js';
import { CustomerSearchService } from '../../../customers/searching/customer-search.service.js';
import { makeId } from '../../../database/ids.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { InvalidRequest } from '../../../http/problems/invalid-request.error.js';
import type { PlacedOrder } from '../../../orders/order.js';
import { IdempotencyKeyReused } from '../../../orders/orders.errors.js';
import { OrdersService } from '../../../orders/orders.service.js';
import { UsualItemsService } from '../../../orders/usual-items/usual-items.service.js';
import { digitsOf, Phones } from '../../../phones/phones.js';
import { PhoneTaken } from '../../../users/users.errors.js';
import { type FilledForm, readTyped } from '../../kit/filled-form.js';
import { OrderedDto, OrderOfNewcomerDto } from './new-order.dto.js';
import type { Orderer, OrderFields, OrderForm } from './order-draft.js';

/** Customers that are offered while somebody types. */
const OFFERED = 8;

/** Takes an order on the phone: for a customer, or for somebody who becomes one by it. */
@Injectable()
export class NewOrderService {
  constructor(
    private readonly customers: CustomersService,
    private readonly search: CustomerSearchService,
    private readonly orders: OrdersService,
    private readonly items: UsualItemsService,
    private readonly phones: Phones,
    private readonly config: Config,
  ) {}

  /** The form with who is meant, what is offered, and a key of its own. */
  async fill({ faults, problem, ...filled }: FilledForm & { values: OrderFields }): Promise<OrderForm> {
    const { values, orderer } = await this.read(filled.values);
    const usual = await this.items.offer(orderer.kind === 'known' ? orderer.customer.id : null);
    const isUsedUp = problem instanceof IdempotencyKeyReused;
    const key = values.key === '' || isUsedUp ? makeId() : values.key;
    const holder = problem instanceof PhoneTaken ? await this.holderOf(values.phone) : null;
    return { values: { ...values, key }, faults, problem, orderer, usual, holder };
  }

  /** Who is meant, and what was typed about a newcomer in the fields that it belongs to. */
  async read(values: OrderFields): Promise<Pick<OrderForm, 'values' | 'orderer'>> {
    const orderer = await this.findOrderer(values);
    return { values: this.splitNewcomer(values, orderer), orderer };
  }

  /** The customers whom somebody may mean who is still typing. */
  async suggest(who: string): Promise<PresentCustomerRow[]> {
    return (await this.search.suggest(who, OFFERED)).filter(isPresent);
  }

  /**
   * Places the order once for the form's key, and makes the customer before.
   * A double press finds the customer whom the first one made.
   * @throws InvalidRequest, PhoneInvalid, PhoneTaken when another customer has the number, and what
   *   placing an order throws
   */
  async take(typed: OrderFields, userId: string, actor: Actor): Promise<PlacedOrder> {
    const { values, orderer } = await this.read(typed);
    if (orderer.kind === 'asked') throw new InvalidRequest([{ field: 'who', message: 'is required' }]);
    const { item, amount, code } = await this.readOrder(values, orderer, actor);
    const key = values.key === '' ? null : `desk:${values.key.slice(0, 100)}`;
    return this.orders.place({ customer_code: code, item, amount, notify: values.quiet === '' }, userId, key);
  }

  private async readOrder(
    values: OrderFields,
    orderer: Orderer,
    actor: Actor,
  ): Promise<{ item: string; amount: string; code: string }> {
    if (orderer.kind === 'known') {
      const { item, amount } = checkFields(OrderedDto, readTyped(values, ['item', 'amount']), this.config.CURRENCY);
      return { item, amount, code: orderer.customer.code };
    }
    const typed = readTyped(values, ['name', 'phone', 'item', 'amount']);
    const { item, amount, name, phone } = checkFields(OrderOfNewcomerDto, typed, this.config.CURRENCY);
    return { item, amount, code: await this.makeCustomer(name, phone, actor) };
  }

  private async makeCustomer(name: string, phone: string, actor: Actor): Promise<string> {
    try {
      return (await this.customers.register(name, phone, true, actor)).code;
    } catch (error) {
      const holder = error instanceof PhoneTaken ? await this.holderOf(phone) : null;
      if (holder?.name === name) return holder.code;
      throw error;
    }
  }

  private async holderOf(phone: string): Promise<PresentCustomerRow | null> {
    const [holder = null] = (await this.search.find({ phone })).filter(isPresent);
    return holder;
  }

  /** A code names a customer, a whole number does if one has it, and other text only finds some. */
  private async findOrderer({ customer, who, phone, new: isNew }: OrderFields): Promise<Orderer> {
    if (customer !== '') return this.knownBy(customer);
    if (isNew !== '' || phone !== '') return { kind: 'newcomer' };
    const found = await this.suggest(who);
    const [first] = found;
    const isWhole = this.phones.find(who) !== null;
    if (isWhole && first === undefined) return { kind: 'newcomer' };
    if (first !== undefined && found.length === 1 && (isWhole || first.code === who.toUpperCase()))
      return { kind: 'known', customer: first };
    return { kind: 'asked', found };
  }

  private async knownBy(code: string): Promise<Orderer> {
    try {
      const customer = await this.customers.byCode(code.toUpperCase());
      return isPresent(customer) ? { kind: 'known', customer } : { kind: 'asked', found: [] };
    } catch (error) {
      if (error instanceof CustomerUnknown) return { kind: 'asked', found: [] };
      throw error;
    }
  }

  /** What was typed to find somebody is a newcomer's number if it is one, or else the name. */
  private splitNewcomer(values: OrderFields, { kind }: Orderer): OrderFields {
    if (kind !== 'newcomer' || values.who === '') return values;
    const isPhone = digitsOf(values.who) !== null;
    const { name, phone, who } = values;
    return { ...values, who: '', new: '1', name: name || (isPhone ? '' : who), phone: phone || (isPhone ? who : '') };
  }
}
