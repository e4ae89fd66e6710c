import type { Browser } from './browser.js';
import type { Answer, TestApp } from './test-app.js';
import { waitFor } from './waiting.js';

/** What the form of an import has in it: a file as bytes or text, or pasted rows. */
export interface ImportForm {
  readonly kind: 'customers' | 'orders';
  readonly file?: string | Uint8Array;
  /** The Content-Type of the file. */
  readonly type?: string;
  readonly rows?: string;
  readonly charset?: string;
}

/** Sends the form of an import, as a browser does. */
export function sendImport(browser: Browser, { kind, file, type, rows, charset }: ImportForm): Promise<Answer> {
  const form = new FormData();
  form.set('kind', kind);
  if (rows !== undefined) form.set('rows', rows);
  if (charset !== undefined) form.set('charset', charset);
  const content = file === undefined ? [] : [typeof file === 'string' ? file : new Uint8Array(file)];
  form.set('file', new File(content, file === undefined ? '' : 'sheet.csv', { type: type ?? 'text/csv' }));
  return browser.open('/desk/import', { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin' } });
}

/** Has a file checked that can be read, and gives the path of its import. */
export async function checkFile(browser: Browser, form: ImportForm): Promise<string> {
  const { status, headers } = await sendImport(browser, form);
  const path = headers.get('location');
  if (status !== 303 || path === null) throw new Error(`the file was refused: ${status}`);
  return path;
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Waits until the rows of a started import are written, or gives up. */
export const waitForImport = async ({ pool }: Pick<TestApp, 'pool'>, path: string): Promise<boolean> =>
  waitFor(
    async () =>
      (await pool.query('select from imports where id = $1 and ended_at is not null', [idOf(path)])).rowCount === 1,
    (isOver) => isOver,
    10_000,
  );

/** A row of an import: its position, its state, and what it is about or what is wrong with it. */
export type SeenRow = readonly [position: number, state: string, detail: string | number | null];

/** The rows of an import, as the database has them. */
export async function rowsOf({ pool }: Pick<TestApp, 'pool'>, path: string): Promise<SeenRow[]> {
  const { rows } = await pool.query(
    'select position, state, faults, same_as from import_rows where import_id = $1 order by position',
    [idOf(path)],
  );
  return rows.map(({ position, state, faults, same_as }) => {
    const fault = (faults as { column: string; code: string }[])
      .map(({ column, code }) => `${column} ${code}`)
      .join(', ');
    return [position, state, same_as ?? (fault === '' ? null : fault)];
  });
}

/** Presses the button of step 2, and waits until the rows are written. */
export async function addRows(
  at: TestApp,
  browser: Browser,
  path: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  const answer = await browser.press(`${path}/start`, form);
  await waitForImport(at, path);
  return answer;
}
