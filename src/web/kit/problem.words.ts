import type { Translated } from './language.js';

/** A heading, and what it means for the reader. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
}

const en = {
  again: 'Go to the start page',
  reference: (requestId: string) => `If you ask the shop about this, tell them: ${requestId}`,
  /** By the code of a problem. */
  byCode: {
    'sign-in-failed': {
      title: 'The sign-in did not work',
      text: 'It took too long, was begun in another browser, or was used already. Nothing was changed. Please start again.',
    },
    'sign-in-cancelled': {
      title: 'The sign-in was cancelled',
      text: 'You did not allow it, so nothing was changed. You can start again at any time.',
    },
    'sign-in-unfinished': {
      title: 'Please try again',
      text: 'The sign-in provider wants you to sign in, choose an account or agree there once more. Nothing was changed. Please start again.',
    },
    'sign-in-misconfigured': {
      title: 'The shop has to mend this',
      text: 'Signing in with this provider is not set up as it should be. It is not your fault, and trying again does not help. Please tell the shop, or use another way to sign in.',
    },
    'sign-in-refused': {
      title: 'The sign-in did not work',
      text: 'The sign-in provider refused, and nothing was changed. Please try again in Chrome or Safari. If it happens again, tell the shop.',
    },
    'provider-unknown': {
      title: 'There is no such way to sign in',
      text: 'This way to sign in is not set up here. The start page shows those that are.',
    },
    'provider-failed': {
      title: 'The sign-in did not work',
      text: 'The sign-in provider does not answer as it should. Please try again in a moment, or use another one.',
    },
    'identity-taken': {
      title: 'That account is taken',
      text: 'It is connected to somebody else here already, so it was not added.',
    },
    'not-staff': {
      title: 'This account is not staff',
      text: 'This Google account may not read customers and orders. Your own orders are on the start page.',
    },
    'sign-in-needed': {
      title: 'Please sign in again',
      text: 'Your session is over, and nothing was changed. The sign-in opens by itself, and comes back to where you were.',
    },
    'cross-site': {
      title: 'Nothing was done',
      text: 'The request came from another site. Please use the buttons on our own pages.',
    },
    'order-unknown': { title: 'There is no such order', text: 'Look at your orders on the start page.' },
    'order-cancelled': {
      title: 'The order was cancelled',
      text: 'A cancelled order cannot be confirmed. Ask the shop if this is wrong.',
    },
  },
  /** By the status of a problem whose code is not above. */
  byStatus: {
    403: { title: 'You may not do this', text: 'Your account is not allowed to see or do this.' },
    404: { title: 'There is nothing here', text: 'The address is wrong, or the page is gone.' },
    429: { title: 'Please wait a while', text: 'This was done very often. Please try again later.' },
    503: { title: 'One moment, please', text: 'The service is busy or being restarted. Please try again in a moment.' },
    500: { title: 'Something went wrong', text: 'This is our fault, not yours. Please try again.' },
  },
  otherwise: { title: 'This did not work', text: 'The request could not be understood. Please start again.' },
};

const sw: typeof en = {
  again: 'Nenda ukurasa wa mwanzo',
  reference: (requestId) => `Ukiuliza duka kuhusu hili, waambie: ${requestId}`,
  byCode: {
    'sign-in-failed': {
      title: 'Kuingia kumeshindikana',
      text: 'Kumechukua muda mrefu, kulianzishwa kwenye kivinjari kingine, au kumeshatumika. Hakuna kilichobadilika. Tafadhali anza tena.',
    },
    'sign-in-cancelled': {
      title: 'Kuingia kumeghairiwa',
      text: 'Hukuruhusu, kwa hiyo hakuna kilichobadilika. Unaweza kuanza tena wakati wowote.',
    },
    'sign-in-unfinished': {
      title: 'Tafadhali jaribu tena',
      text: 'Huduma ya kuingia inataka uingie, uchague akaunti au ukubali huko kwa mara nyingine. Hakuna kilichobadilika. Tafadhali anza tena.',
    },
    'sign-in-misconfigured': {
      title: 'Duka linapaswa kurekebisha hili',
      text: 'Kuingia kwa huduma hii hakujawekwa inavyopaswa. Si kosa lako, na kujaribu tena hakusaidii. Tafadhali lijulishe duka, au tumia njia nyingine ya kuingia.',
    },
    'sign-in-refused': {
      title: 'Kuingia kumeshindikana',
      text: 'Huduma ya kuingia imekataa, na hakuna kilichobadilika. Tafadhali jaribu tena kwa Chrome au Safari. Ikitokea tena, lijulishe duka.',
    },
    'provider-unknown': {
      title: 'Hakuna njia hiyo ya kuingia',
      text: 'Njia hii ya kuingia haijawekwa hapa. Ukurasa wa mwanzo unaonyesha zilizopo.',
    },
    'provider-failed': {
      title: 'Kuingia kumeshindikana',
      text: 'Huduma ya kuingia haijibu inavyopaswa. Tafadhali jaribu tena baada ya muda mfupi, au tumia nyingine.',
    },
    'identity-taken': {
      title: 'Akaunti hiyo ina mwenyewe',
      text: 'Imeunganishwa na mtu mwingine hapa tayari, kwa hiyo haikuongezwa.',
    },
    'not-staff': {
      title: 'Akaunti hii si ya mfanyakazi',
      text: 'Akaunti hii ya Google haiwezi kusoma wateja na oda. Oda zako ziko kwenye ukurasa wa mwanzo.',
    },
    'sign-in-needed': {
      title: 'Tafadhali ingia tena',
      text: 'Muda wako wa kuingia umeisha, na hakuna kilichobadilika. Ukurasa wa kuingia utajifungua, kisha utarudi ulipokuwa.',
    },
    'cross-site': {
      title: 'Hakuna kilichofanyika',
      text: 'Ombi limetoka kwenye tovuti nyingine. Tafadhali tumia vitufe vya kurasa zetu.',
    },
    'order-unknown': { title: 'Hakuna oda kama hiyo', text: 'Angalia oda zako kwenye ukurasa wa mwanzo.' },
    'order-cancelled': {
      title: 'Oda imeghairiwa',
      text: 'Oda iliyoghairiwa haiwezi kuthibitishwa. Uliza duka kama kuna kosa.',
    },
  },
  byStatus: {
    403: { title: 'Huna ruhusa', text: 'Akaunti yako hairuhusiwi kuona au kufanya hili.' },
    404: { title: 'Hakuna kitu hapa', text: 'Anwani si sahihi, au ukurasa haupo tena.' },
    429: {
      title: 'Subiri kidogo, tafadhali',
      text: 'Hili limefanywa mara nyingi sana. Tafadhali jaribu tena baadaye.',
    },
    503: {
      title: 'Subiri kidogo, tafadhali',
      text: 'Huduma ina shughuli nyingi au inaanzishwa upya. Tafadhali jaribu tena baada ya muda mfupi.',
    },
    500: { title: 'Kuna hitilafu', text: 'Kosa ni letu, si lako. Tafadhali jaribu tena.' },
  },
  otherwise: { title: 'Haikufanikiwa', text: 'Ombi halikueleweka. Tafadhali anza tena.' },
};

export const problemWords: Translated<typeof en> = { en, sw };
