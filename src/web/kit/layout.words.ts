import type { Translated } from './language.js';

const en = {
  skip: 'Skip to the content',
  pages: 'Pages',
  orders: 'My orders',
  profile: 'My profile',
  desk: 'Desk',
  signOut: 'Sign out',
  call: 'Questions? Call',
};

const sw: typeof en = {
  skip: 'Nenda kwenye yaliyomo',
  pages: 'Kurasa',
  orders: 'Oda zangu',
  profile: 'Wasifu wangu',
  desk: 'Dawati',
  signOut: 'Toka',
  call: 'Una swali? Piga simu',
};

export const layoutWords: Translated<typeof en> = { en, sw };
