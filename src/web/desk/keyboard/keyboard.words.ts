import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Keys of the keyboard',
  hint: 'They count while you are not typing in a field. Escape leaves the find box.',
  key: 'Key',
  does: 'What it does',
  close: 'Close',
  after: 'then',
  find: 'Find a customer or an order',
  newOrder: 'Begin a new order',
  orders: 'Go to the orders',
  customers: 'Go to the customers',
  messages: 'Go to the SMS that need somebody',
  figures: 'Go to the figures',
  next: 'Next row of a list',
  previous: 'Row before',
  open: 'Open the row',
  list: 'Show these keys',
};

const sw: typeof en = {
  title: 'Vitufe vya kibodi',
  hint: 'Hufanya kazi usipoandika ndani ya sehemu. Escape hutoka kwenye kisanduku cha kutafuta.',
  key: 'Kitufe',
  does: 'Hufanya nini',
  close: 'Funga',
  after: 'kisha',
  find: 'Tafuta mteja au oda',
  newOrder: 'Anza oda mpya',
  orders: 'Nenda kwenye oda',
  customers: 'Nenda kwa wateja',
  messages: 'Nenda kwenye SMS zinazohitaji mtu',
  figures: 'Nenda kwenye takwimu',
  next: 'Safu inayofuata ya orodha',
  previous: 'Safu iliyotangulia',
  open: 'Fungua safu',
  list: 'Onyesha vitufe hivi',
};

export const keyboardWords: Translated<typeof en> = { en, sw };
