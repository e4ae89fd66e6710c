import type { Permission } from '../../../http/access/permissions.js';
import type { TemplateFlaw } from '../../../orders/wording/template-flaw.js';
import type { Translated } from '../../kit/language.js';

/** The other pages of settings. */
export const SETTINGS_PLACES = [
  { at: '/desk/staff', word: 'staff', permission: 'staff:manage' },
  { at: '/desk/keys', word: 'keys', permission: 'keys:manage' },
  { at: '/desk/audit', word: 'audit', permission: 'audit:read' },
] as const satisfies readonly { at: string; word: string; permission: Permission }[];

const FIELDS = '{first_name} {order_number} {item} {currency} {amount} {shop}';

const en = {
  title: 'Settings',
  staff: 'Staff and roles',
  staffHint: 'Who may sign in here, and what each may do.',
  keys: 'Keys',
  keysHint: 'For programs, such as a web shop, that call the service.',
  audit: 'Who did what',
  auditHint: 'Every change that matters, with time and name.',
  words: 'Words of the SMS',
  intro: 'Each customer gets this SMS when an order is taken.',
  template: 'Words',
  fields: 'These are filled in for each order:',
  fieldMeanings: {
    first_name: "the customer's first name",
    order_number: 'number of the order',
    item: 'what was ordered, shortened if it is long',
    currency: 'currency',
    amount: 'amount',
    shop: 'name of the shop',
  } as Readonly<Record<string, string>>,
  preview: 'Preview',
  save: 'Save words',
  saved: 'Saved. Orders that are taken from now on get these words.',
  reset: 'Take the first words back',
  resetText: 'SMS will have the words that whoever runs this service has set:',
  resetButton: 'Yes, take them back',
  resetDone: 'The first words are back.',
  configured: 'These are the words that whoever runs this service has set.',
  changed: (name: string, at: string) => `Changed by ${name}, ${at}.`,
  somebody: 'somebody',
  unused:
    'These words became too long when whoever runs this service changed a limit. Until you shorten them, SMS have the first words.',
  conflict: (name: string, time: string) => `${name} changed the words at ${time}. Nothing of yours was saved.`,
  conflictText: 'Now they are:',
  conflictNext: 'Yours stand below. Save them again if they are to stay.',
  flaw: (flaw: TemplateFlaw): string => {
    switch (flaw.kind) {
      case 'length':
        return `Write 10 to 300 characters. These are ${flaw.characters}.`;
      case 'character':
        return 'There is a character in it that no SMS can show. Type the words anew instead of pasting them.';
      case 'field':
        return `“${flaw.written}” cannot be filled in. In braces only these can stand: ${FIELDS}`;
      case 'segments':
        return `With the longest number and amount it takes ${flaw.segments} SMS, and at most ${flaw.most} may be paid for. Shorten it${flaw.encoding === 'UCS-2' ? ', or leave out the special characters that stand below: they halve the room' : ''}.`;
    }
  },
  example: 'An order of every day',
  longest: 'The longest that it can get',
  size: (segments: number, units: number, room: number, cost: string) =>
    `${segments} SMS · ${units} of ${room} characters · ${cost}`,
  most: (segments: number, cost: string) =>
    segments === 1
      ? `Whatever is ordered, it never takes more than 1 SMS, ${cost}.`
      : `Special characters in a name or an item may make it dearer, but it never takes more than ${segments} SMS, ${cost}.`,
  encodings: {
    'GSM-7': 'Plain letters: 160 in one SMS, 153 in each of several.',
    'UCS-2': 'Special characters in it: only 70 in one SMS, 67 in each of several.',
  },
  special: 'These make it dear. Each halves the room of the whole SMS:',
  double: 'These take the room of two:',
  kinds: { emoji: 'picture', letter: 'letter', sign: 'sign' },
};

const sw: typeof en = {
  title: 'Mipangilio',
  staff: 'Wafanyakazi na majukumu',
  staffHint: 'Nani anaweza kuingia hapa, na kila mmoja anaruhusiwa nini.',
  keys: 'Funguo',
  keysHint: 'Kwa programu, kama duka la mtandaoni, zinazoita huduma.',
  audit: 'Nani alifanya nini',
  auditHint: 'Kila badiliko muhimu, pamoja na wakati na jina.',
  words: 'Maneno ya SMS',
  intro: 'Kila mteja anapata SMS hii oda inapopokelewa.',
  template: 'Maneno',
  fields: 'Hivi vinajazwa kwa kila oda:',
  fieldMeanings: {
    first_name: 'jina la kwanza la mteja',
    order_number: 'namba ya oda',
    item: 'kilichoagizwa, kinafupishwa kikiwa kirefu',
    currency: 'sarafu',
    amount: 'kiasi',
    shop: 'jina la duka',
  },
  preview: 'Onyesha kwanza',
  save: 'Hifadhi maneno',
  saved: 'Yamehifadhiwa. Oda zitakazopokelewa kuanzia sasa zitapata maneno haya.',
  reset: 'Rudisha maneno ya awali',
  resetText: 'SMS zitakuwa na maneno yaliyowekwa na anayesimamia huduma hii:',
  resetButton: 'Ndiyo, yarudishe',
  resetDone: 'Maneno ya awali yamerudi.',
  configured: 'Haya ni maneno yaliyowekwa na anayesimamia huduma hii.',
  changed: (name, at) => `Yalibadilishwa na ${name}, ${at}.`,
  somebody: 'mtu',
  unused:
    'Maneno haya yamekuwa marefu mno baada ya anayesimamia huduma kubadilisha kikomo. Mpaka uyafupishe, SMS zina maneno ya awali.',
  conflict: (name, time) => `${name} alibadilisha maneno saa ${time}. Yako hayakuhifadhiwa.`,
  conflictText: 'Sasa ni haya:',
  conflictNext: 'Yako yako hapa chini. Yahifadhi tena ukitaka yabaki.',
  flaw: (flaw) => {
    switch (flaw.kind) {
      case 'length':
        return `Andika herufi 10 mpaka 300. Hizi ni ${flaw.characters}.`;
      case 'character':
        return 'Kuna herufi ambayo SMS haiwezi kuionyesha. Andika maneno upya badala ya kuyabandika.';
      case 'field':
        return `“${flaw.written}” haiwezi kujazwa. Ndani ya mabano kunaweza kuwa na hizi tu: ${FIELDS}`;
      case 'segments':
        return `Kwa namba na kiasi kirefu zaidi inahitaji SMS ${flaw.segments}, na zinazoweza kulipiwa ni ${flaw.most} tu. Yafupishe${flaw.encoding === 'UCS-2' ? ', au acha herufi maalum zilizo hapa chini: zinapunguza nafasi kwa nusu' : ''}.`;
    }
  },
  example: 'Oda ya kila siku',
  longest: 'Ndefu kuliko zote',
  size: (segments, units, room, cost) => `SMS ${segments} · herufi ${units} kati ya ${room} · ${cost}`,
  most: (segments, cost) =>
    segments === 1
      ? `Chochote kikiagizwa, haizidi SMS 1, ${cost}.`
      : `Herufi maalum kwenye jina au bidhaa zinaweza kuongeza gharama, lakini haizidi SMS ${segments}, ${cost}.`,
  encodings: {
    'GSM-7': 'Herufi za kawaida: 160 kwa SMS moja, 153 kwa kila moja zikiwa kadhaa.',
    'UCS-2': 'Kuna herufi maalum: 70 tu kwa SMS moja, 67 kwa kila moja zikiwa kadhaa.',
  },
  special: 'Hizi zinaongeza gharama. Kila moja inapunguza nafasi ya SMS nzima kwa nusu:',
  double: 'Hizi zinachukua nafasi ya mbili:',
  kinds: { emoji: 'picha', letter: 'herufi', sign: 'alama' },
};

/** Words of the page of settings. */
export const settingsWords: Translated<typeof en> = { en, sw };
