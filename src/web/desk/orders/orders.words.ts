import type { OrderStatus } from '../../../orders/order.js';
import type { NotificationStanding } from '../../../orders/searching/order-search.js';
import type { Tone } from '../../kit/badge.js';
import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Orders',
  filter: 'Filter orders',
  show: 'Show',
  clear: 'Show all orders',
  came: (count: number): string => (count === 1 ? '1 new order.' : `${count} new orders.`),
  cameMany: (count: number) => `${count} or more new orders.`,
  showThem: (count: number): string => (count === 1 ? 'Show it' : 'Show them'),
  status: 'Status',
  statuses: { pending: 'Open', confirmed: 'Confirmed', cancelled: 'Cancelled' } satisfies Record<OrderStatus, string>,
  anyStatus: 'Any status',
  sms: 'SMS',
  standings: { waiting: 'Waiting', attention: 'Needs somebody', delivered: 'Delivered' } satisfies Record<
    NotificationStanding,
    string
  >,
  anySms: 'Any SMS',
  noSms: 'None',
  from: 'From',
  to: 'To',
  customerCode: "Customer's code",
  mine: 'Taken by me',
  ignored: {
    from: 'Not a day: left out.',
    to: 'Not a day from the first one on: left out.',
    customer: 'A code is eight letters: left out.',
  } as Readonly<Record<string, string>>,
  order: 'Order',
  number: (number: string) => `No. ${number}`,
  customer: 'Customer',
  erased: '(erased)',
  amount: 'Amount',
  placed: 'Taken',
  none: { title: 'No orders yet', text: 'Take the first one, and it appears here.' },
  nothing: { title: 'Nothing matches', text: 'No order is like this. Try fewer conditions, or other days.' },
  further: { title: 'Nothing so far', text: 'The newest thousands have been looked at. Older orders may match.' },
  stopped: 'The search stopped after some thousand orders. Older ones may match too.',
  lookFurther: 'Look further back',
  newOrder: 'New order',
  download: 'Download as CSV',
};

const sw: typeof en = {
  title: 'Oda',
  filter: 'Chuja oda',
  show: 'Onyesha',
  clear: 'Onyesha oda zote',
  came: (count) => (count === 1 ? 'Oda 1 mpya.' : `Oda ${count} mpya.`),
  cameMany: (count) => `Oda mpya ${count} au zaidi.`,
  showThem: (count) => (count === 1 ? 'Ionyeshe' : 'Zionyeshe'),
  status: 'Hali',
  statuses: { pending: 'Inasubiri', confirmed: 'Imethibitishwa', cancelled: 'Imeghairiwa' },
  anyStatus: 'Hali yoyote',
  sms: 'SMS',
  standings: { waiting: 'Bado iko njiani', attention: 'Inahitaji mtu', delivered: 'Imefika' },
  anySms: 'SMS yoyote',
  noSms: 'Hakuna',
  from: 'Kuanzia',
  to: 'Hadi',
  customerCode: 'Msimbo wa mteja',
  mine: 'Nilizopokea mimi',
  ignored: {
    from: 'Si tarehe: imeachwa.',
    to: 'Si tarehe inayofuata ya kwanza: imeachwa.',
    customer: 'Msimbo una herufi nane: umeachwa.',
  },
  order: 'Oda',
  number: (number) => `Na. ${number}`,
  customer: 'Mteja',
  erased: '(amefutwa)',
  amount: 'Kiasi',
  placed: 'Ilipokelewa',
  none: { title: 'Bado hakuna oda', text: 'Pokea oda ya kwanza, nayo itaonekana hapa.' },
  nothing: {
    title: 'Hakuna inayolingana',
    text: 'Hakuna oda ya namna hii. Punguza masharti, au chagua siku nyingine.',
  },
  further: { title: 'Bado hakuna', text: 'Maelfu ya oda mpya yameangaliwa. Oda za zamani zinaweza kulingana.' },
  stopped: 'Utafutaji umesimama baada ya maelfu ya oda. Za zamani zinaweza kulingana pia.',
  lookFurther: 'Tafuta za zamani zaidi',
  newOrder: 'Oda mpya',
  download: 'Pakua kama CSV',
};

export const ordersWords: Translated<typeof en> = { en, sw };

/** How good the news of an order's status is. */
export const STATUS_TONES: Readonly<Record<OrderStatus, Tone>> = {
  pending: 'waiting',
  confirmed: 'good',
  cancelled: 'neutral',
};
