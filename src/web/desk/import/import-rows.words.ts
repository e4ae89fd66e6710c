import type { ColumnName, ImportKind, RowFault, RowState } from '../../../imports/import.js';
import type { Translated } from '../../kit/language.js';

type Counted = Readonly<Record<ImportKind, (count: string) => string>>;

const en = {
  title: { customers: 'Import of customers', orders: 'Import of orders' } as Readonly<Record<ImportKind, string>>,
  nothingYet: 'Nothing is written yet.',
  read: 'Read',
  unread: 'Not read',
  as: (heading: string, column: string) => `${column} from “${heading}”`,
  another: 'Check another file',
  add: {
    customers: (count) => (count === '1' ? 'Add 1 customer' : `Add ${count} customers`),
    orders: (count) => (count === '1' ? 'Add 1 order' : `Add ${count} orders`),
  } as Counted,
  nothingNew: 'There is nothing to add. Each row is there already, or is wrong.',
  notify: 'Text the customers about these orders',
  notifyHint: (segments: string, price: string) => `That is ${segments} SMS, about ${price}.`,
  notifyNone: 'No text can go to these numbers.',
  unnamed: 'These rows have no reference. If you change the file and load it again, its rows count as new orders.',
  running: (done: string, asked: string) => `${done} of ${asked} rows are done.`,
  runningHint: 'You may close this page. The rest is added all the same.',
  added: {
    customers: (count) => (count === '1' ? '1 customer was added.' : `${count} customers were added.`),
    orders: (count) => (count === '1' ? '1 order was added.' : `${count} orders were added.`),
  } as Counted,
  toTable: { customers: 'See the customers', orders: 'See the orders' } as Readonly<Record<ImportKind, string>>,
  started: 'Somebody else has pressed the button already. Nothing is added twice.',
  all: 'All rows',
  wrongFile: 'Download the wrong rows (CSV)',
  wrongHint: 'Mend them, and load that file.',
  caption: 'Rows of the file',
  none: 'No such row.',
  row: 'Row',
  rowNumber: (position: number) => `Row ${position}`,
  state: 'How it stands',
  states: { new: 'New', known: 'Known', same: 'Same', wrong: 'Wrong', made: 'Added' } as Readonly<
    Record<RowState, string>
  >,
  sameAs: (position: number) => `Same as row ${position}`,
  columns: {
    ...{ name: 'Name', phone: 'Phone', customer_code: 'Code', item: 'Item', amount: 'Amount' },
    ...{ reference: 'Reference', number: 'Order', currency: 'Currency' },
  } as Readonly<Record<ColumnName, string>>,
  fault: ({ column, code, message, row, order }: RowFault): string => {
    switch (code) {
      case 'missing':
        return 'is missing';
      case 'invalid':
        return message ?? 'is wrong';
      case 'shortened':
        return 'the spreadsheet has dropped its last digits. Make the column text, and write the number again';
      case 'no-customer':
        return 'no customer has this number. Load the customers first';
      case 'no-order':
        return 'there is no such order here. Call the column “reference” if another shop or book gave the number';
      case 'other-order':
        return column === 'reference'
          ? `the order ${order} has it, and is another one`
          : `the order ${order} says something else. An import changes no order`;
      case 'other-row':
        return `row ${row} has it, and is another order`;
      case 'other-currency':
        return 'is not the currency of the shop';
    }
  },
};

/** What a cell must be, where the API tells it in English. */
const MUST: Readonly<Record<ColumnName, string>> = {
  name: 'andika jina kwa mstari mmoja, lisizidi herufi 100',
  phone: 'hii si namba ya simu. Iandike kama unavyoipiga, kama 0712 345678',
  customer_code: 'msimbo ni herufi nane',
  item: 'andika kilichoagizwa kwa mstari mmoja, kisizidi herufi 200',
  amount: 'andika jumla kwa tarakimu tu, kama 1420 au 1420.50',
  reference: 'andika rejea kwa mstari mmoja, isizidi herufi 100',
  number: 'namba ya oda ni tarakimu tu',
  currency: 'sarafu ni herufi tatu',
};

const sw: typeof en = {
  title: { customers: 'Kuingiza wateja', orders: 'Kuingiza oda' },
  nothingYet: 'Bado hakuna kilichoandikwa.',
  read: 'Zilizosomwa',
  unread: 'Zisizosomwa',
  as: (heading, column) => `${column} kutoka “${heading}”`,
  another: 'Kagua faili lingine',
  add: { customers: (count) => `Ongeza wateja ${count}`, orders: (count) => `Ongeza oda ${count}` },
  nothingNew: 'Hakuna cha kuongeza. Kila safu ipo tayari, au ina kosa.',
  notify: 'Watumie wateja SMS kuhusu oda hizi',
  notifyHint: (segments, price) => `Ni SMS ${segments}, kama ${price}.`,
  notifyNone: 'Hakuna SMS inayoweza kutumwa kwa namba hizi.',
  unnamed: 'Safu hizi hazina rejea. Ukibadilisha faili na kuliingiza tena, safu zake zitahesabiwa kuwa oda mpya.',
  running: (done, asked) => `Safu ${done} kati ya ${asked} zimekamilika.`,
  runningHint: 'Unaweza kufunga ukurasa huu. Zilizobaki zitaongezwa vilevile.',
  added: { customers: (count) => `Wateja ${count} wameongezwa.`, orders: (count) => `Oda ${count} zimeongezwa.` },
  toTable: { customers: 'Tazama wateja', orders: 'Tazama oda' },
  started: 'Mtu mwingine amebonyeza kitufe tayari. Hakuna kinachoongezwa mara mbili.',
  all: 'Safu zote',
  wrongFile: 'Pakua safu zenye makosa (CSV)',
  wrongHint: 'Zirekebishe, kisha uingize faili hilo.',
  caption: 'Safu za faili',
  none: 'Hakuna safu kama hiyo.',
  row: 'Safu',
  rowNumber: (position) => `Safu ${position}`,
  state: 'Hali',
  states: { new: 'Mpya', known: 'Ipo', same: 'Sawa', wrong: 'Kosa', made: 'Imeongezwa' },
  sameAs: (position) => `Sawa na safu ${position}`,
  columns: {
    ...{ name: 'Jina', phone: 'Simu', customer_code: 'Msimbo', item: 'Bidhaa', amount: 'Kiasi' },
    ...{ reference: 'Rejea', number: 'Oda', currency: 'Sarafu' },
  },
  fault: ({ column, code, row, order }) => {
    switch (code) {
      case 'missing':
        return 'haipo';
      case 'invalid':
        return MUST[column];
      case 'shortened':
        return 'jedwali limepoteza tarakimu za mwisho. Fanya safu wima iwe maandishi, kisha andika namba tena';
      case 'no-customer':
        return 'hakuna mteja mwenye namba hii. Ingiza wateja kwanza';
      case 'no-order':
        return 'hakuna oda kama hiyo hapa. Iite safu wima “rejea” kama namba ni ya duka au daftari lingine';
      case 'other-order':
        return column === 'reference'
          ? `oda ${order} ina rejea hii, na ni oda nyingine`
          : `oda ${order} inasema tofauti. Kuingiza hakubadilishi oda`;
      case 'other-row':
        return `safu ${row} ina rejea hii, na ni oda nyingine`;
      case 'other-currency':
        return 'si sarafu ya duka';
    }
  },
};

export const importRowsWords: Translated<typeof en> = { en, sw };
