import type { Provider } from '../../auth/session/session.js';
import type { Translated } from '../kit/language.js';

/** The names of the providers, the same in every language. */
export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = {
  google: 'Google',
  github: 'GitHub',
  facebook: 'Facebook',
};

const en = {
  title: 'Sign in',
  tagline: 'Your orders, from the shop to your hands.',
  why: 'Use an account that you have already. We learn your name and e-mail address, and nothing else.',
  signInWith: (provider: string) => `Sign in with ${provider}`,
  staff: 'Staff sign-in',
  again: 'You are not signed in any more. Sign in again, and you come back to where you were.',
  inApp:
    'You opened this page inside another app. Google and Facebook may refuse to sign you in here. Open it in Chrome or Safari instead: look for “Open in browser” in the menu of the app.',
  none: 'Signing in is not set up here yet. Please ask the shop about your orders.',
};

const sw: typeof en = {
  title: 'Ingia',
  tagline: 'Oda zako, kutoka dukani hadi mkononi mwako.',
  why: 'Tumia akaunti uliyo nayo tayari. Tunapata jina lako na barua pepe yako, hakuna kingine.',
  signInWith: (provider) => `Ingia kwa ${provider}`,
  staff: 'Wafanyakazi: ingia hapa',
  again: 'Muda wako wa kuingia umekwisha. Ingia tena, na utarudi ulipokuwa.',
  inApp:
    'Umefungua ukurasa huu ndani ya programu nyingine. Google na Facebook huenda zikakataa uingie hapa. Ufungue kwa Chrome au Safari: tafuta “Fungua kwenye kivinjari” (Open in browser) kwenye menyu ya programu hiyo.',
  none: 'Kuingia bado hakujawekwa hapa. Tafadhali uliza duka kuhusu oda zako.',
};

export const signInWords: Translated<typeof en> = { en, sw };
