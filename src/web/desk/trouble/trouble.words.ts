import type { Translated } from '../../kit/language.js';

const en = {
  offline: 'No connection. What you typed is kept; send again when it is back.',
  session: 'You are signed out, so this page is told of nothing new.',
  signIn: 'Sign in again',
};

const sw: typeof en = {
  offline: 'Hakuna mtandao. Ulichoandika kimehifadhiwa; tuma tena mtandao ukirudi.',
  session: 'Umetoka, kwa hiyo ukurasa huu hauonyeshi mapya.',
  signIn: 'Ingia tena',
};

export const troubleWords: Translated<typeof en> = { en, sw };
