import type { Translated } from '../kit/language.js';

const en = {
  menu: 'Desk',
  today: 'Today',
  orders: 'Orders',
  customers: 'Customers',
  people: 'People',
  messages: 'Messages',
  figures: 'Figures',
  import: 'Import',
  settings: 'Settings',
  newOrder: 'New order',
  signOut: 'Sign out',
  keyboard: 'Keys of the keyboard (?)',
  find: 'Find a customer or an order',
  findHint: 'Phone, its last digits, name, code or order number',
  findButton: 'Find',
};

const sw: typeof en = {
  menu: 'Dawati',
  today: 'Leo',
  orders: 'Oda',
  customers: 'Wateja',
  people: 'Watu',
  messages: 'SMS',
  figures: 'Takwimu',
  import: 'Ingiza',
  settings: 'Mipangilio',
  newOrder: 'Oda mpya',
  signOut: 'Toka',
  keyboard: 'Vitufe vya kibodi (?)',
  find: 'Tafuta mteja au oda',
  findHint: 'Simu, tarakimu zake za mwisho, jina, msimbo au namba ya oda',
  findButton: 'Tafuta',
};

export const deskLayoutWords: Translated<typeof en> = { en, sw };
