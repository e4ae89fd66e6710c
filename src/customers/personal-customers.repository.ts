import { Injectable } from '@nestjs/common';
import type { EventRow } from '../actor.js';
import type { Db, Tx } from '../database/database.js';
import type { CustomerRow } from './customer-row.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomerEventsRepository } from './history/customer-events.repository.js';

const formerPhonesSql = `
  select distinct written.phone
  from customer_events e
  cross join lateral jsonb_array_elements(e.changes) c
  cross join lateral (values (c ->> 'before'), (c ->> 'after')) as written (phone)
  where e.customer_id = $1 and c ->> 'field' = 'phone_number' and written.phone is not null
    and not exists (select from customers other where other.phone = written.phone and other.id <> $1)`;

const eraseSql = `
  update customers set name = null, phone = null, user_id = null, erased_at = now() where id = $1`;

/** Every field of these changes tells of the person: name, number, and account. */
const eraseEventsSql = `
  update customer_events
  set note = null, actor_id = case when actor_kind <> 'user' then actor_id end,
      changes = (select coalesce(jsonb_agg(c || '{"before": null, "after": null}' order by place), '[]')
                 from jsonb_array_elements(changes) with ordinality as each_change (c, place))
  where customer_id = $1`;

/** What is held about one person as a customer, and its end. */
@Injectable()
export class PersonalCustomersRepository {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly events: CustomerEventsRepository,
  ) {}

  /** What happened to the customer, oldest first. By `customer_events_pkey`. */
  history(db: Db, id: string): Promise<EventRow[]> {
    return this.events.ofCustomer(db, id);
  }

  /**
   * The customer, whose row nobody else may change before `tx` ends. Orders that are placed for the
   * customer wait for it. By `customers_pkey`.
   */
  async lock(tx: Tx, id: string): Promise<CustomerRow | null> {
    await tx.query('select from customers where id = $1 for update', [id]);
    return this.customers.byId(tx, id);
  }

  /** Those of the customers who are not erased. By `customers_pkey`. */
  async findUnerased(db: Db, ids: readonly string[]): Promise<string[]> {
    const text = 'select id from customers where id = any($1) and erased_at is null';
    return (await db.query<{ id: string }[]>(text, [ids])).map(({ id }) => id);
  }

  /**
   * Numbers that the history names, without those that another customer has now.
   * By `customer_events_pkey` and `customers_phone_key`.
   */
  async formerPhones(db: Db, id: string): Promise<string[]> {
    return (await db.query<{ phone: string }[]>(formerPhonesSql, [id])).map(({ phone }) => phone);
  }

  /**
   * Takes away what the row and its history say of a person. A trigger takes the name out of
   * `customer_phrases`. By `customers_pkey` and `customer_events_pkey`.
   */
  async erase(tx: Tx, id: string): Promise<void> {
    await tx.query(eraseSql, [id]);
    await tx.query(eraseEventsSql, [id]);
  }
}
