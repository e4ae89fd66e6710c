import type { Translated } from '../../kit/language.js';
import type { Explanation } from '../../kit/problem.words.js';

interface DeskProblemWords {
  /** Leads to the first page of the desk. */
  readonly home: string;
  readonly retry: string;
  readonly sendAgain: string;
  /** Of a form that was not done. */
  readonly kept: string;
  /** Of a form of which nobody knows whether it was done. */
  readonly keptUnsure: string;
  readonly reference: (requestId: string) => string;
  readonly byCode: Readonly<Record<string, Explanation>>;
  readonly byStatus: Readonly<Record<number, Explanation>>;
}

const en: DeskProblemWords = {
  home: 'Back to the desk',
  retry: 'Try again',
  sendAgain: 'Send it again',
  kept: 'What you typed is kept on this page. Leave it open, and press the button in a moment.',
  keptUnsure: 'What you typed is kept on this page. Look first whether it was done, in another tab.',
  reference: (requestId) => `For whoever looks after this service: ${requestId}`,
  byCode: {
    'order-unknown': { title: 'There is no such order', text: 'Find it by its number, or by its customer.' },
    'customer-unknown': { title: 'There is no such customer', text: 'Find them by name, number or code.' },
    'user-unknown': { title: 'There is no such account', text: 'Look at the list of people who wait.' },
    'notification-unknown': { title: 'There is no such SMS', text: 'Look at the list of SMS.' },
    'key-unknown': { title: 'There is no such key', text: 'Look at the list of keys.' },
    'staff-unknown': { title: 'There is no such member of the staff', text: 'Look at the list of staff.' },
    'database-unavailable': {
      title: 'One moment: the data cannot be reached',
      text: 'The database is away or busy. Nothing was changed. It comes back by itself, mostly within a minute.',
    },
    'schema-outdated': {
      title: 'The service is being updated',
      text: 'Nothing was changed. Tell whoever looks after this service if it stays so for some minutes.',
    },
    'order-unsettled': {
      title: 'One moment: the data cannot be reached',
      text: 'The database went away while the order was taken. Send it again: it makes one order, however often it is sent.',
    },
    'outcome-unknown': {
      title: 'Perhaps it was done',
      text: 'The database went away at that moment and did not say. Look before you do it again.',
    },
    'cross-site': {
      title: 'Nothing was done',
      text: 'The request came from another site. Use the buttons of the desk.',
    },
  },
  byStatus: {
    400: { title: 'This did not work', text: 'The request could not be understood. Nothing was changed.' },
    403: { title: 'Your role may not do this', text: 'An owner of the shop can give you another role.' },
    404: { title: 'There is nothing here', text: 'The address is wrong, or the page is gone.' },
    405: { title: 'This page cannot be opened by itself', text: 'Go back to where you were, and use its button.' },
    429: { title: 'Please wait a while', text: 'This was done very often. Try again later.' },
    500: { title: 'Something went wrong', text: 'This is a fault of the service, not yours. Try again.' },
    503: { title: 'One moment, please', text: 'The service is busy or being restarted. Nothing was changed.' },
    504: { title: 'Perhaps it was done', text: 'The answer took too long. Look before you do it again.' },
  },
};

const sw: DeskProblemWords = {
  home: 'Rudi kwenye dawati',
  retry: 'Jaribu tena',
  sendAgain: 'Tuma tena',
  kept: 'Uliyoandika yamehifadhiwa kwenye ukurasa huu. Uache wazi, kisha bonyeza kitufe baada ya muda mfupi.',
  keptUnsure: 'Uliyoandika yamehifadhiwa kwenye ukurasa huu. Angalia kwanza, kwenye kichupo kingine, kama yamefanyika.',
  reference: (requestId) => `Kwa anayesimamia huduma hii: ${requestId}`,
  byCode: {
    'order-unknown': { title: 'Hakuna oda kama hiyo', text: 'Itafute kwa namba yake, au kwa mteja wake.' },
    'customer-unknown': { title: 'Hakuna mteja kama huyo', text: 'Mtafute kwa jina, namba au msimbo.' },
    'user-unknown': { title: 'Hakuna akaunti kama hiyo', text: 'Angalia orodha ya watu wanaosubiri.' },
    'notification-unknown': { title: 'Hakuna SMS kama hiyo', text: 'Angalia orodha ya SMS.' },
    'key-unknown': { title: 'Hakuna ufunguo kama huo', text: 'Angalia orodha ya funguo.' },
    'staff-unknown': { title: 'Hakuna mfanyakazi kama huyo', text: 'Angalia orodha ya wafanyakazi.' },
    'database-unavailable': {
      title: 'Subiri kidogo: data haipatikani',
      text: 'Hifadhidata haipo au ina shughuli nyingi. Hakuna kilichobadilika. Hurudi yenyewe, mara nyingi ndani ya dakika moja.',
    },
    'schema-outdated': {
      title: 'Huduma inasasishwa',
      text: 'Hakuna kilichobadilika. Mjulishe anayesimamia huduma hii ikibaki hivyo kwa dakika kadhaa.',
    },
    'order-unsettled': {
      title: 'Subiri kidogo: data haipatikani',
      text: 'Hifadhidata iliondoka oda ilipokuwa inapokelewa. Itume tena: inakuwa oda moja, hata ikitumwa mara nyingi.',
    },
    'outcome-unknown': {
      title: 'Huenda imefanyika',
      text: 'Hifadhidata iliondoka wakati huo na haikusema. Angalia kabla ya kufanya tena.',
    },
    'cross-site': {
      title: 'Hakuna kilichofanyika',
      text: 'Ombi limetoka kwenye tovuti nyingine. Tumia vitufe vya dawati.',
    },
  },
  byStatus: {
    400: { title: 'Haikufanikiwa', text: 'Ombi halikueleweka. Hakuna kilichobadilika.' },
    403: { title: 'Jukumu lako haliruhusu hili', text: 'Mwenye duka anaweza kukupa jukumu lingine.' },
    404: { title: 'Hakuna kitu hapa', text: 'Anwani si sahihi, au ukurasa haupo tena.' },
    405: { title: 'Ukurasa huu haufunguki peke yake', text: 'Rudi ulipokuwa, utumie kitufe chake.' },
    429: { title: 'Subiri kidogo, tafadhali', text: 'Hili limefanywa mara nyingi sana. Jaribu tena baadaye.' },
    500: { title: 'Kuna hitilafu', text: 'Kosa ni la huduma, si lako. Jaribu tena.' },
    503: {
      title: 'Subiri kidogo, tafadhali',
      text: 'Huduma ina shughuli nyingi au inaanzishwa upya. Hakuna kilichobadilika.',
    },
    504: { title: 'Huenda imefanyika', text: 'Jibu limechelewa mno. Angalia kabla ya kufanya tena.' },
  },
};

/** What the desk says of an error that ended a request, by its code or else by its status. */
export const deskProblemWords: Translated<DeskProblemWords> = { en, sw };
