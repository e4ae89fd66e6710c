import type { OrderStatus } from '../../orders/order.js';
import type { Translated } from '../kit/language.js';

const en = {
  title: 'My orders',
  notCustomer: {
    title: 'You are signed in',
    text: 'Next, the shop adds your phone number to your account. From then on your orders appear here, and you get a text about each.',
    known:
      'Have you ordered before? Give the shop the number that you order with, and the name on your profile. The orders of that number then appear here.',
    call: 'Call the shop:',
  },
  noOrders: (phone: string) => ({
    title: 'No orders yet',
    text: `When the shop takes an order for you, it appears here and a text goes to ${phone}.`,
  }),
  notFound: {
    title: 'No such order',
    text: 'Try one word of what you ordered, or the number of the order.',
  },
  search: 'Find an order by its item or number',
  find: 'Find',
  all: 'All orders',
  previous: 'Page before',
  next: 'Next page',
  orderNumber: (number: string) => `Order no. ${number}`,
  status: { pending: 'Ordered', confirmed: 'Received', cancelled: 'Cancelled' } satisfies Record<OrderStatus, string>,
  /** By the status of the order's last notification. */
  sms: {
    queued: 'Text message: waiting to be sent',
    sending: 'Text message: being sent',
    sent: 'Text message: sent',
    delivered: 'Text message: delivered',
    undelivered: 'Text message: not delivered',
    failed: 'Text message: failed',
    unknown: 'Text message: sent, perhaps',
  },
  received: 'I have received it',
  reallyReceived: 'The shop then counts the order as done. This cannot be undone.',
  yesReceived: 'Yes, I have received it',
  thanks: 'Thank you! The shop knows now.',
  lost: {
    title: 'No answer came',
    text: 'Your connection may be down. Press the button again: the shop counts the order once.',
  },
};

const sw: typeof en = {
  title: 'Oda zangu',
  notCustomer: {
    title: 'Umeingia',
    text: 'Sasa duka litaongeza namba yako ya simu kwenye akaunti yako. Baada ya hapo oda zako zitaonekana hapa, na utapata SMS kwa kila oda.',
    known:
      'Umewahi kuagiza? Lipe duka namba ya simu unayoagizia, na jina lililo kwenye wasifu wako. Oda za namba hiyo zitaonekana hapa.',
    call: 'Pigia duka:',
  },
  noOrders: (phone) => ({
    title: 'Bado hakuna oda',
    text: `Duka likipokea oda yako, itaonekana hapa na SMS itatumwa kwa ${phone}.`,
  }),
  notFound: {
    title: 'Hakuna oda kama hiyo',
    text: 'Jaribu neno moja la ulichoagiza, au namba ya oda.',
  },
  search: 'Tafuta oda kwa bidhaa au namba yake',
  find: 'Tafuta',
  all: 'Oda zote',
  previous: 'Ukurasa uliotangulia',
  next: 'Ukurasa unaofuata',
  orderNumber: (number) => `Oda namba ${number}`,
  status: { pending: 'Imeagizwa', confirmed: 'Imepokelewa', cancelled: 'Imeghairiwa' },
  sms: {
    queued: 'SMS: inasubiri kutumwa',
    sending: 'SMS: inatumwa',
    sent: 'SMS: imetumwa',
    delivered: 'SMS: imefika',
    undelivered: 'SMS: haikufika',
    failed: 'SMS: imeshindikana',
    unknown: 'SMS: huenda imetumwa',
  },
  received: 'Nimeipokea',
  reallyReceived: 'Duka litahesabu oda hii kuwa imekamilika. Huwezi kubatilisha hatua hii.',
  yesReceived: 'Ndiyo, nimeipokea',
  thanks: 'Asante! Duka limejulishwa.',
  lost: {
    title: 'Hakuna jibu',
    text: 'Huenda mtandao wako umekatika. Bonyeza kitufe tena: duka litahesabu oda mara moja tu.',
  },
};

/** Words of the list of orders and of each order in it. */
export const ordersWords: Translated<typeof en> = { en, sw };
