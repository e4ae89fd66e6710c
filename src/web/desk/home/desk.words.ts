import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Today',
  orders: 'Orders today',
  amount: 'Money today',
  pending: 'Still open',
  needing: 'SMS that need somebody',
  atLeast: (count: string) => `${count} or more`,
  newest: 'Newest orders',
  came: (count: number) => (count === 1 ? '1 new order came in.' : `${count} new orders came in.`),
  nothing: 'No orders yet',
  nothingHint: 'Take the first one: type a phone number, or press “New order”.',
  demo: 'To see the desk with a whole shop in it, stop the service and run “npm run demo”.',
};

const sw: typeof en = {
  title: 'Leo',
  orders: 'Oda za leo',
  amount: 'Pesa za leo',
  pending: 'Bado wazi',
  needing: 'SMS zinazohitaji mtu',
  atLeast: (count) => `${count} au zaidi`,
  newest: 'Oda mpya kabisa',
  came: (count) => (count === 1 ? 'Oda 1 mpya imeingia.' : `Oda ${count} mpya zimeingia.`),
  nothing: 'Bado hakuna oda',
  nothingHint: 'Pokea ya kwanza: andika namba ya simu, au bonyeza “Oda mpya”.',
  demo: 'Kuona dawati lenye duka zima, simamisha huduma na uendeshe “npm run demo”.',
};

export const deskWords: Translated<typeof en> = { en, sw };
