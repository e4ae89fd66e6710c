import type { Translated } from '../../kit/language.js';

const en = {
  /** By the way that something was done. */
  ways: {
    api: 'by the API',
    desk: 'at the desk',
    page: 'on their own page',
    sms: 'by SMS',
    link: 'by a link',
    ussd: 'by USSD',
    import: 'by an import',
  },
  /** By the kind of who did it, where there is no name. */
  kinds: {
    admin: 'An admin',
    staff: 'Staff',
    user: 'The customer',
    key: 'A program',
    nobody: 'Somebody without a sign-in',
    database: 'Somebody in the database itself',
  },
  program: (name: string) => `The program ${name}`,
};

const sw: typeof en = {
  ways: {
    api: 'kwa API',
    desk: 'kwenye dawati',
    page: 'kwenye ukurasa wake',
    sms: 'kwa SMS',
    link: 'kwa kiungo',
    ussd: 'kwa USSD',
    import: 'kwa kuingiza faili',
  },
  kinds: {
    admin: 'Msimamizi',
    staff: 'Mfanyakazi',
    user: 'Mteja mwenyewe',
    key: 'Programu',
    nobody: 'Mtu asiyeingia kwa akaunti',
    database: 'Mtu ndani ya hifadhidata yenyewe',
  },
  program: (name) => `Programu ${name}`,
};

/** Words for who did something, and by which way. */
export const historyWords: Translated<typeof en> = { en, sw };
