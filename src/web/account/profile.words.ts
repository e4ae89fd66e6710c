import type { Translated } from '../kit/language.js';

const en = {
  title: 'My profile',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  none: 'none',
  noPhone: 'none yet; the shop adds it',
  customerCode: 'Customer code',
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
  connected: 'Njia za kuingia',
  connectedWhy: 'Kila moja inafungua akaunti hii hii.',
  add: (provider) => `Ongeza ${provider}`,
};

export const profileWords: Translated<typeof en> = { en, sw };
