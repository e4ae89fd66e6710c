import type { Translated } from '../kit/language.js';

const en = {
  title: 'My profile',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  none: 'none',
  noPhone: 'none yet; the shop adds it',
  customerCode: 'Customer code',
  role: 'Role in the shop',
  roles: {
    owner: 'Owner: may do everything.',
    clerk: 'Clerk: takes and follows orders.',
    viewer: 'Viewer: looks, and changes nothing.',
  },
  connected: 'Ways to sign in',
  connectedWhy: 'Every one of them opens this same account.',
  add: (provider: string) => `Add ${provider}`,
};

const sw: typeof en = {
  title: 'Wasifu wangu',
  name: 'Jina',
  email: 'Barua pepe',
  phone: 'Simu',
  none: 'hakuna',
  noPhone: 'bado; duka litaiongeza',
  customerCode: 'Namba ya mteja',
  role: 'Kazi yako dukani',
  roles: {
    owner: 'Mwenye duka: anaweza kufanya yote.',
    clerk: 'Karani: anapokea na kufuatilia oda.',
    viewer: 'Mtazamaji: anaangalia tu, habadilishi chochote.',
  },
  connected: 'Njia za kuingia',
  connectedWhy: 'Kila moja inafungua akaunti hii hii.',
  add: (provider) => `Ongeza ${provider}`,
};

export const profileWords: Translated<typeof en> = { en, sw };
