import type { Translated } from '../../kit/language.js';

const en = {
  title: (typed: string) => (typed === '' ? 'Find' : `Find “${typed}”`),
  hits: 'What was found',
  order: (number: string) => `Order no. ${number}`,
  newCustomer: (typed: string) => `New customer: “${typed}”`,
  erased: 'Erased customer',
  nothing: 'Nobody and nothing was found',
  nothingHint: 'Try the phone number or its last digits, the beginning of a name, a code, or an order number.',
};

const sw: typeof en = {
  title: (typed) => (typed === '' ? 'Tafuta' : `Tafuta “${typed}”`),
  hits: 'Yaliyopatikana',
  order: (number) => `Oda namba ${number}`,
  newCustomer: (typed) => `Mteja mpya: “${typed}”`,
  erased: 'Mteja aliyefutwa',
  nothing: 'Hakuna aliyepatikana wala kilichopatikana',
  nothingHint: 'Jaribu namba ya simu au tarakimu zake za mwisho, mwanzo wa jina, msimbo, au namba ya oda.',
};

export const findWords: Translated<typeof en> = { en, sw };
