import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Import',
  intro: 'Load customers or orders from a spreadsheet. First every row is checked, and nothing is written.',
  kind: 'What is in the file?',
  kinds: { customers: 'Customers', orders: 'Orders' },
  needs: {
    customers: 'Columns: name and phone.',
    orders:
      'Columns: phone, item and amount. With a reference, such as the number of a receipt, no order is made twice.',
  },
  file: 'The file',
  fileHint: (rows: string) =>
    `Save the sheet as CSV UTF-8. The first row names the columns, in any order, in English or Swahili. ${rows} rows and 2 MB at most.`,
  paste: 'Or paste the rows',
  pasteLabel: 'Rows, with the names of the columns first',
  charset: 'Letters of the file',
  charsets: { 'utf-8': 'UTF-8 (usual)', 'windows-1252': 'Windows (older Excel)' },
  check: 'Check the file',
  earlier: 'Files of today',
  earlierHint: 'They are kept for a day.',
  checkedAt: 'Checked',
  state: 'How it stands',
  states: { checked: 'Checked, nothing added', running: 'Rows are being added', done: 'Added' },
  rows: (count: string) => `${count} rows`,
  faults: {
    none: 'Choose a file, or paste the rows.',
    empty: 'There are no rows in it.',
    large: (rows: string) =>
      `This is too much: ${rows} rows and 2 MB are taken at most. Split the file into smaller ones.`,
    workbook: 'This is a workbook of Excel or another spreadsheet. Open it, choose “Save as”, and take “CSV UTF-8”.',
    other: 'This is no table of text. Save the sheet as “CSV UTF-8” and choose that file.',
    bytes: (byte: string, line: number, column: number, charset: string) =>
      `The byte ${byte} at line ${line}, column ${column} is no letter in ${charset}. Save the sheet as “CSV UTF-8”, or choose other letters below.`,
    unclosed: (row: number) =>
      `From row ${row} on, a quotation mark (") is not closed. Perhaps the file was cut. Save it again, or mend that row.`,
    columns: (missing: string, found: string) =>
      `There is no column for ${missing}. The first row must name the columns. It says: ${found}.`,
    near: (heading: string, column: string) => `Is “${heading}” meant? Then call it “${column}”.`,
    twice: (headings: string, column: string) =>
      `${headings} all stand for ${column}. Leave one of them, or join them in one column.`,
  },
};

const sw: typeof en = {
  title: 'Ingiza',
  intro: 'Ingiza wateja au oda kutoka kwenye jedwali. Kwanza kila safu hukaguliwa, na hakuna kinachoandikwa.',
  kind: 'Faili ina nini?',
  kinds: { customers: 'Wateja', orders: 'Oda' },
  needs: {
    customers: 'Safu wima: jina na simu.',
    orders:
      'Safu wima: simu, bidhaa na kiasi. Ukiweka rejea, kama namba ya risiti, hakuna oda inayoandikwa mara mbili.',
  },
  file: 'Faili',
  fileHint: (rows) =>
    `Hifadhi jedwali kama CSV UTF-8. Safu ya kwanza ina majina ya safu wima, kwa mpangilio wowote, kwa Kiingereza au Kiswahili. Zisizidi safu ${rows} na MB 2.`,
  paste: 'Au bandika safu',
  pasteLabel: 'Safu, zikianza na majina ya safu wima',
  charset: 'Herufi za faili',
  charsets: { 'utf-8': 'UTF-8 (kawaida)', 'windows-1252': 'Windows (Excel ya zamani)' },
  check: 'Kagua faili',
  earlier: 'Faili za leo',
  earlierHint: 'Hutunzwa kwa siku moja.',
  checkedAt: 'Ilikaguliwa',
  state: 'Hali',
  states: { checked: 'Imekaguliwa, hakuna kilichoongezwa', running: 'Safu zinaongezwa', done: 'Imeongezwa' },
  rows: (count) => `Safu ${count}`,
  faults: {
    none: 'Chagua faili, au bandika safu.',
    empty: 'Haina safu zozote.',
    large: (rows) => `Hii ni kubwa mno: zisizidi safu ${rows} na MB 2. Igawanye iwe faili ndogo.`,
    workbook: 'Hili ni faili la Excel au programu nyingine ya jedwali. Lifungue, chagua “Save as”, kisha “CSV UTF-8”.',
    other: 'Hili si jedwali la maandishi. Hifadhi jedwali kama “CSV UTF-8” kisha uchague faili hilo.',
    bytes: (byte, line, column, charset) =>
      `Baiti ${byte} kwenye mstari ${line}, nafasi ${column} si herufi ya ${charset}. Hifadhi jedwali kama “CSV UTF-8”, au chagua herufi nyingine hapa chini.`,
    unclosed: (row) =>
      `Kuanzia safu ${row}, alama ya nukuu (") haijafungwa. Labda faili limekatika. Lihifadhi tena, au rekebisha safu hiyo.`,
    columns: (missing, found) =>
      `Hakuna safu wima ya ${missing}. Safu ya kwanza lazima iwe na majina ya safu wima. Inasema: ${found}.`,
    near: (heading, column) => `Ulimaanisha “${heading}”? Basi iite “${column}”.`,
    twice: (headings, column) =>
      `${headings} zote zinamaanisha ${column}. Acha moja, au ziunganishe ziwe safu wima moja.`,
  },
};

export const importWords: Translated<typeof en> = { en, sw };
