import { ALL_PERMISSIONS } from '../../src/http/access/permissions.js';
/** The kinds of values that fields of requests hold. */
export type FieldKind = keyof typeof WRONG;

const NOT_TEXT = [{}, { a: 1 }, [], ['x'], [1], true, false, null];
const UNSTORABLE = ['\0', 'Mango\0', '\0Mango', 'Man\ud800go', '\udc00', 'Mango\ud83d'];
const BROKEN_LINES = [
  'Man\ngo',
  'Man\r\ngo',
  'Man\tgo',
  'Man\u001b[31mgo',
  'Man\u007fgo',
  'Man\u0085go',
  'Man\u2028go',
  'Man\u2029go',
  'Man\ufff9go',
  'Man\uffffgo',
];
/** Nothing that anybody sees. The last is a blank of Braille, which Unicode calls a symbol. */
const BLANK = ['', '   ', '\n', '\u00a0', '\u3000\r\n', '\u200b', '\u00ad\u2060', '\ufe0f', '\u3164', '\u2800'];
/** Digits of other scripts are read, so ٤٢٠ and ４２０ are not among them. What looks like digits is. */
const AMOUNTS =
  '0 -1 0.00 000 NaN Infinity -Infinity 1e3 0x10 -0 +5 .5 5. 1.005 0.001 ٠ ４，２００ Ⅳ ④ ² ½ 1234567890123 1,000 420KES 4_2 1.2.3'.split(
    ' ',
  );
const NO_NUMBERS = [
  0,
  -1,
  '-1',
  1.5,
  '1.5',
  'abc',
  '',
  '1 0',
  '+1',
  '1e3',
  '③',
  '9223372036854775808',
  2 ** 63,
  ...NOT_TEXT,
];

const text = (most: number) => [
  ...NOT_TEXT,
  ...UNSTORABLE,
  ...BROKEN_LINES,
  ...BLANK,
  'x'.repeat(most + 1),
  '🥭'.repeat(most + 1),
];

const NO_PHONES = [
  ...[
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...BROKEN_LINES,
    ...BLANK,
    'abc',
    '12',
    12,
    '0712',
    '+999123456789',
    '00999123456789',
    '+4920123456789012',
    'tel:',
    'tel:0712',
    '+0719485369',
    '+',
    '()',
  ],
  ...[
    '+254719485369\0',
    '0719485369x',
    'call 0719485369',
    '0719485369 0719485370',
    '1'.repeat(41),
    '+254',
    "' or 1=1 --",
  ],
];

const NO_IDS = [
  ...[...NOT_TEXT, ...UNSTORABLE, ...BLANK, 'x', '14e10dbc-8953-40c8-b15b-21adb632480'],
  ...['14e10dbc-8953-40c8-b15b-21adb6324805 x', '14e10dbc895340c8b15b21adb632480', '{}', 'urn:uuid:'],
  ...['{14e10dbc-8953-40c8-b15b-21adb632480}', "' or 1=1 --", '14e10dbc-8953-40c8-b15b-21adb632480g'],
];

/** The values that each kind of field must refuse. */
export const WRONG = {
  name: text(100),
  item: text(200),
  amount: [
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...AMOUNTS,
    '',
    '4 20',
    '4\n20',
    '4\u00a020',
    0,
    -1,
    -0,
    0.1 + 0.2,
    1.005,
    1e12,
    1e21,
    1e-7,
  ],
  possiblePhone: NO_PHONES,
  phone: [...NO_PHONES, '07194853690', '071948536', '+254119'],
  email: [
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...BLANK,
    'x',
    'a@',
    '@b.co',
    'a b@c.co',
    'a@b',
    'a@b.co\nBcc: c@d.co',
    `${'a'.repeat(250)}@b.co`,
    '"\u0001"@b.co',
    '"a\u0007b"@b.co',
    'a\u202eb@c.co',
    'a@c\u2066.co',
    'a\u200eb@c.co',
    '\u2800@b.co',
    '\u3164@c.co',
    '"\u200b"@c.co',
  ],
  password: [...NOT_TEXT, ...UNSTORABLE, '', 'x'.repeat(257)],
  newPassword: [...NOT_TEXT, ...UNSTORABLE, '', 'seven77', 'password1', 'Iloveyou1', 'x'.repeat(257)],
  key: [...NOT_TEXT],
  uuid: [...NO_IDS, '1', 1],
  orderReference: [
    ...NO_IDS,
    ...[0, '0', -1, '-1', 1.5, '1.5', '000', '1 0', '+1', '1e3', '2x', '#', 'no.', 'order 2', '1'.repeat(19), '③'],
  ],
  code: [
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...BLANK,
    'BHTMCDO',
    'BHTMCDOOO',
    'BHTMCDO1',
    'BHTMCDÖO',
    'ﬀTMCDOO',
    'BHTMCDOſ',
    'BHTMCDOO\u0001',
    12345678,
  ],
  boolean: [{}, { a: 1 }, [], [true], ['true'], 1, 0, 'yes', 'True', '', 'true\0', null],
  role: [...NOT_TEXT, ...UNSTORABLE, '', 'admin', 'Owner', 'own er', 'user', 1],
  scopes: [
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...BLANK,
    ...['admin', '*', 'orders', 'orders:', 'Orders:read', 'orders:read admin', 'orders:read;orders:write', 1],
    ...[['orders:read', 'admin'], ['orders:read', 1], ['orders:read', null], [['orders:read']], ['']],
    ...[Array(ALL_PERMISSIONS.size + 1).fill('orders:read'), Array(4_000).fill('orders:read'), { 0: 'orders:read' }],
  ],
  days: [...NO_NUMBERS, 1e9, '3651', 3651, -365],
  status: [...NOT_TEXT, ...UNSTORABLE, '', 'done', 'Pending', 'pend ing', 1],
  page: [...NO_NUMBERS, 1e9, '100001'],
  perPage: [...NO_NUMBERS, 101, '500', 1e9, '99999999999'],
  cursor: [
    ...NOT_TEXT,
    ...UNSTORABLE,
    ...BLANK,
    'x',
    '1',
    'AAAA',
    Buffer.from('1').toString('base64url'),
    'x'.repeat(101),
    "' or 1=1 --",
  ],
} as const;

/** Fields that no route takes, among them columns that a caller must not set. */
export const FOREIGN_FIELDS = [
  'role',
  'id',
  'status',
  'created_at',
  'customer_id',
  'number',
  'token_version',
  'currency',
  'toString',
  '',
];
