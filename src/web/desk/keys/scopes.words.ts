import type { Permission } from '../../../http/access/permissions.js';
import type { Translated } from '../../kit/language.js';

const en: Readonly<Record<Permission, string>> = {
  'customers:read': 'See customers: name, number, code and e-mail',
  'customers:write': 'Make and correct customers',
  'orders:read': 'See orders and statements',
  'orders:write': 'Place, confirm and cancel orders',
  'notifications:read': 'See SMS and what they cost',
  'notifications:send': 'Send an SMS once more, which is paid for again',
  'users:read': 'See accounts of people who signed in',
  'users:write': 'Give an account a phone number',
  'figures:read': 'See sums and counts by day',
  export: 'Download whole tables',
  import: 'Load many customers or orders from a file',
  'staff:manage': 'Invite, change and disable staff',
  'keys:manage': 'See and revoke keys',
  'settings:manage': 'Change the words of SMS, check the account at the carrier',
  'audit:read': 'See who did what',
  'privacy:manage': "Export and erase a person's data",
};

const sw: typeof en = {
  'customers:read': 'Kuona wateja: jina, namba, msimbo na barua pepe',
  'customers:write': 'Kuongeza na kusahihisha wateja',
  'orders:read': 'Kuona oda na taarifa za oda',
  'orders:write': 'Kupokea, kuthibitisha na kughairi oda',
  'notifications:read': 'Kuona SMS na gharama zake',
  'notifications:send': 'Kutuma SMS tena, ambayo inalipiwa tena',
  'users:read': 'Kuona akaunti za watu walioingia',
  'users:write': 'Kuipa akaunti namba ya simu',
  'figures:read': 'Kuona jumla na hesabu za kila siku',
  export: 'Kupakua majedwali yote',
  import: 'Kupakia wateja au oda nyingi kutoka kwenye faili',
  'staff:manage': 'Kualika, kubadilisha na kuzuia wafanyakazi',
  'keys:manage': 'Kuona na kubatilisha funguo',
  'settings:manage': 'Kubadilisha maneno ya SMS, kuangalia akaunti ya SMS',
  'audit:read': 'Kuona nani alifanya nini',
  'privacy:manage': 'Kutoa nakala ya data za mtu na kuzifuta',
};

/** What each scope lets a program do. */
export const scopesWords: Translated<typeof en> = { en, sw };
