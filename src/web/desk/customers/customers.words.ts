import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Customers',
  search: 'Phone, name or code',
  searchButton: 'Search',
  all: 'All customers',
  caption: 'Customers, newest first',
  found: 'Customers who were found',
  cut: (count: number) => `These are the first ${count}. Type more of the name to find others.`,
  name: 'Name',
  phone: 'Phone',
  code: 'Code',
  account: 'Account',
  noAccount: 'By phone only',
  noEmail: 'Without e-mail',
  added: 'Added',
  download: 'Download all (CSV)',
  empty: 'No customers yet',
  emptyText: 'A customer is made with the first order.',
  takeOrder: 'Take an order',
  notFound: (typed: string) => `Nobody was found for “${typed}”`,
  notFoundText: 'Type a whole phone number, the beginning of a name, or the eight letters of a code.',
};

const sw: typeof en = {
  title: 'Wateja',
  search: 'Simu, jina au msimbo',
  searchButton: 'Tafuta',
  all: 'Wateja wote',
  caption: 'Wateja, wapya kwanza',
  found: 'Wateja waliopatikana',
  cut: (count) => `Hawa ni ${count} wa kwanza. Andika zaidi ya jina ili kupata wengine.`,
  name: 'Jina',
  phone: 'Simu',
  code: 'Msimbo',
  account: 'Akaunti',
  noAccount: 'Kwa simu tu',
  noEmail: 'Bila barua pepe',
  added: 'Aliongezwa',
  download: 'Pakua wote (CSV)',
  empty: 'Bado hakuna wateja',
  emptyText: 'Mteja huongezwa pamoja na oda yake ya kwanza.',
  takeOrder: 'Pokea oda',
  notFound: (typed) => `Hakuna aliyepatikana kwa “${typed}”`,
  notFoundText: 'Andika namba yote ya simu, mwanzo wa jina, au herufi nane za msimbo.',
};

export const customersWords: Translated<typeof en> = { en, sw };
