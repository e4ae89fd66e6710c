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

export function toNewOrder(order: Order) {
  // Mobile numbers of Kenya alone get SMS, which is Agiza's default.
  const textable = /^\+254[17]\d{8}$/.test(order.customer.phone);
  const reason = 'This is no mobile number of KE, so no SMS is sent to it.';
  return { ...toOrder(order), textable, textable_reason: textable ? null : reason };
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
