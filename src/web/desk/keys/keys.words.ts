import type { KeyStatus } from '../../../auth/keys/api-key.js';
import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Keys',
  intro:
    'A program, such as a web shop, calls the service with a key. It may do what its scopes say, and never more than whoever made it.',
  caption: 'Keys of programs, newest first',
  empty: 'No keys yet',
  emptyText: 'A program needs one to call the service. Make it below.',
  key: 'Key',
  madeBy: (name: string, at: string) => `Made by ${name}, ${at}`,
  made: (at: string) => `Made ${at}`,
  scopes: 'May do',
  status: 'Status',
  lastUse: 'Last use',
  never: 'never',
  change: 'Change',
  statuses: { active: 'Active', expiring: 'Ends soon', expired: 'Ended', revoked: 'Revoked' } satisfies Record<
    KeyStatus,
    string
  >,
  until: (at: string) => `Until ${at}`,
  revokedAt: (at: string) => `Revoked ${at}`,
  daysLeft: (days: number) => (days === 1 ? 'Less than a day left. Rotate it now.' : `${days} days left. Rotate it.`),
  oldUntil: (at: string) => `Its old text works until ${at}`,
  rotate: 'Rotate',
  rotateText: 'The key gets a new text, which the next page shows once. Name and scopes stay.',
  overlap: 'Hours in which the old text works too',
  overlapHint: '0 to 168. With 0 the old text ends at once, such as after a leak.',
  overlapFault: 'Write a whole number from 0 to 168.',
  moreDays: 'Days from now until it ends',
  moreDaysHint: 'Leave it empty, and the end stays.',
  rotateButton: 'Yes, rotate',
  revoke: 'Revoke',
  revokeText: 'The key ends for ever. The program that uses it is refused within 5 seconds.',
  revokeButton: 'Yes, revoke',
  rotating: 'This key was rotated already, and its old text still works. Wait, or write 0 hours to end that one now.',
  raced:
    'This key got another text since the page was opened: by this form, or by somebody else. Nothing was done now. If nobody copied the new text, rotate it once more.',
  madeAlready:
    'This form made its key already, and the text was shown then. Nothing was done now. If you did not copy the text, revoke that key and make another one.',
  ending: (name: string, at: string, others: number) =>
    `The key of ${name} ends ${at}${others === 0 ? '' : `, and ${others} more within 14 days`}.`,
  endingText: 'Rotate it, so that its program goes on.',
  over: 'This key has ended, and stays so. Make another one.',
  make: 'Make a key',
  name: 'Name of the program',
  nameFault: 'Write the name on one line, with 100 characters at most.',
  scopesFault: 'Choose one at least.',
  scopesHint: 'The fewest that are enough.',
  days: 'Days until it ends',
  daysHint: '1 to 3650, which is ten years.',
  daysFault: 'Write a whole number from 1 to 3650.',
  makeButton: 'Make key',
  shownTitle: 'Copy the key now',
  shownMade: (name: string) => `The key of ${name} was made.`,
  shownRotated: (name: string) => `The key of ${name} has a new text.`,
  shownOnce:
    'This is the only time that it is shown. Put it where the program keeps its secrets, and send it to nobody by mail or chat.',
  shownReload: 'Copy it before you go on: to load this page again shows it no more.',
  shownKey: 'Text of the key',
  shownDone: 'I have copied it',
  revokedDone: 'The key was revoked.',
};

const sw: typeof en = {
  title: 'Funguo',
  intro:
    'Programu, kama duka la mtandaoni, huita huduma kwa ufunguo. Inaweza kufanya yaliyoruhusiwa kwa ufunguo huo, na kamwe si zaidi ya aliyeutengeneza.',
  caption: 'Funguo za programu, mpya kwanza',
  empty: 'Bado hakuna funguo',
  emptyText: 'Programu inahitaji ufunguo ili kuita huduma. Utengeneze hapa chini.',
  key: 'Ufunguo',
  madeBy: (name, at) => `Umetengenezwa na ${name}, ${at}`,
  made: (at) => `Umetengenezwa ${at}`,
  scopes: 'Inaweza',
  status: 'Hali',
  lastUse: 'Ulitumika mwisho',
  never: 'bado',
  change: 'Badilisha',
  statuses: { active: 'Unatumika', expiring: 'Unakaribia kuisha', expired: 'Umeisha', revoked: 'Umebatilishwa' },
  until: (at) => `Mpaka ${at}`,
  revokedAt: (at) => `Ulibatilishwa ${at}`,
  daysLeft: (days) =>
    days === 1 ? 'Imebaki chini ya siku moja. Uzungushe sasa.' : `Zimebaki siku ${days}. Uzungushe.`,
  oldUntil: (at) => `Maandishi yake ya zamani yanatumika mpaka ${at}`,
  rotate: 'Zungusha',
  rotateText:
    'Ufunguo unapata maandishi mapya, ambayo ukurasa unaofuata utayaonyesha mara moja. Jina na ruhusa zinabaki.',
  overlap: 'Saa ambazo maandishi ya zamani yanatumika pia',
  overlapHint: '0 mpaka 168. Kwa 0 maandishi ya zamani yanakoma papo hapo, kama yakivuja.',
  overlapFault: 'Andika namba kamili kuanzia 0 mpaka 168.',
  moreDays: 'Siku kuanzia sasa mpaka uishe',
  moreDaysHint: 'Ukiacha wazi, mwisho wake haubadiliki.',
  rotateButton: 'Ndiyo, zungusha',
  revoke: 'Batilisha',
  revokeText: 'Ufunguo unakoma milele. Programu inayoutumia inakataliwa ndani ya sekunde 5.',
  revokeButton: 'Ndiyo, batilisha',
  rotating:
    'Ufunguo huu tayari umezungushwa, na maandishi ya zamani bado yanatumika. Subiri, au andika saa 0 ili kuyakomesha sasa.',
  raced:
    'Ufunguo huu umepata maandishi mengine tangu ukurasa ulipofunguliwa: kwa fomu hii, au na mtu mwingine. Hakuna kilichofanyika sasa. Kama hakuna aliyenakili maandishi mapya, uzungushe tena.',
  madeAlready:
    'Fomu hii tayari imetengeneza ufunguo wake, na maandishi yalionyeshwa wakati huo. Hakuna kilichofanyika sasa. Kama hukuyanakili, batilisha ufunguo huo na utengeneze mwingine.',
  ending: (name, at, others) =>
    `Ufunguo wa ${name} unaisha ${at}${others === 0 ? '' : `, na nyingine ${others} ndani ya siku 14`}.`,
  endingText: 'Uzungushe, ili programu yake iendelee.',
  over: 'Ufunguo huu umekoma, na utabaki hivyo. Tengeneza mwingine.',
  make: 'Tengeneza ufunguo',
  name: 'Jina la programu',
  nameFault: 'Andika jina kwa mstari mmoja, lisizidi herufi 100.',
  scopesFault: 'Chagua angalau moja.',
  scopesHint: 'Zile chache zinazotosha.',
  days: 'Siku mpaka uishe',
  daysHint: '1 mpaka 3650, ambayo ni miaka kumi.',
  daysFault: 'Andika namba kamili kuanzia 1 mpaka 3650.',
  makeButton: 'Tengeneza',
  shownTitle: 'Nakili ufunguo sasa',
  shownMade: (name) => `Ufunguo wa ${name} umetengenezwa.`,
  shownRotated: (name) => `Ufunguo wa ${name} una maandishi mapya.`,
  shownOnce:
    'Unaonyeshwa mara hii tu. Uweke mahali programu inapotunza siri zake, na usimtumie mtu kwa barua pepe au gumzo.',
  shownReload: 'Unakili kabla ya kuendelea: ukipakia ukurasa huu tena hautaonyeshwa.',
  shownKey: 'Maandishi ya ufunguo',
  shownDone: 'Nimeunakili',
  revokedDone: 'Ufunguo umebatilishwa.',
};

/** Words of the pages about the keys of programs. */
export const keysWords: Translated<typeof en> = { en, sw };
