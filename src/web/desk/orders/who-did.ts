import type { EventRow } from '../../../actor.js';
import type { orderWords } from './order.words.js';
import type { OrderView } from './order-view.service.js';

type Words = (typeof orderWords)['en'];

/** Whoever did something to an order, in words: a name, or what kind of caller it was. */
export function nameActor(
  { actor_kind, actor_id }: Pick<EventRow, 'actor_kind' | 'actor_id'>,
  { names, order }: Pick<OrderView, 'names' | 'order'>,
  words: Words,
): string {
  const name = names.get(actor_id ?? '');
  switch (actor_kind) {
    case 'admin':
    case 'staff':
      return name ?? words.staff;
    case 'key':
      return name === undefined ? words.aProgram : words.program(name);
    case 'user':
      return words.theCustomer(order.customer_name ?? '');
    case 'database':
      return words.database;
    default:
      return words.stranger;
  }
}
