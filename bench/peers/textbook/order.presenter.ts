import { Notification } from './notification.entity.js';
import { Order } from './order.entity.js';

export function toOrder({
  id,
  number,
  customer,
  item,
  amount,
  currency,
  status,
  createdAt,
  confirmedAt,
  cancelledAt,
}: Order) {
  const { code: customer_code, name: customer_name, phone } = customer;
  const times = { created_at: createdAt, confirmed_at: confirmedAt, cancelled_at: cancelledAt };
  return { id, number: Number(number), customer_code, customer_name, phone, item, amount, currency, status, ...times };
}

export function toSms({ id, status }: Notification) {
  return { id, status };
}

export function toEntry({ number, item, amount, createdAt, id, status }: Order) {
  return {
    order_id: Number(number),
    item,
    amount,
    created_at: createdAt.toISOString().slice(0, 19).replace('T', ' '),
    id,
    status,
  };
}
