import type { JSX } from 'preact';
import { IMPORT_KINDS, type Import, ROWS_MOST } from '../../../imports/import.js';
import { FileUnreadable } from '../../../imports/imports.errors.js';
import { Choice } from '../../kit/choice.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import type { FilledForm } from '../../kit/filled-form.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { useFileFault } from './file-fault.js';
import { importWords } from './import.words.js';

interface ImportPageProps {
  readonly form: FilledForm;
  /** Files that were checked lately. */
  readonly earlier: readonly Import[];
}

/** The form that takes a file to be checked. */
export function ImportPage({ form, earlier }: ImportPageProps): JSX.Element {
  const words = useWords(importWords);
  return (
    <DeskLayout title={words.title} at="/desk/import">
      <h1>{words.title}</h1>
      <p class="quiet lead">{words.intro}</p>
      <FileForm form={form} />
      {earlier.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{words.earlier}</h2>
          <p class="quiet">{words.earlierHint}</p>
          <EarlierTable rows={earlier} />
        </section>
      )}
    </DeskLayout>
  );
}

function FileForm({ form: { values, problem } }: { readonly form: FilledForm }): JSX.Element {
  const words = useWords(importWords);
  const { count } = useFormats();
  const explain = useFileFault();
  const fault = problem instanceof FileUnreadable ? explain(problem.why) : problem?.message;
  const kind = values.kind === 'orders' ? 'orders' : 'customers';
  return (
    <form class="narrow import-form" method="post" action="/desk/import" encType="multipart/form-data">
      {fault !== undefined && (
        // biome-ignore lint/a11y/noAutofocus: the keyboard goes on from the fault
        <p id="file-fault" class="news bad" role="alert" tabIndex={-1} autoFocus>
          {fault}
        </p>
      )}
      <fieldset>
        <legend>{words.kind}</legend>
        {IMPORT_KINDS.map((each) => (
          <label key={each} class="tick">
            <input type="radio" name="kind" value={each} checked={each === kind} />
            <span>
              {words.kinds[each]} <span class="quiet second">{words.needs[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="file">{words.file}</label>
        <input id="file" name="file" type="file" aria-describedby="file-hint" />
        <small id="file-hint">{words.fileHint(count(ROWS_MOST))}</small>
      </div>
      <Choice name="charset" label={words.charset} choices={words.charsets} value={values.charset} />
      <details open={(values.rows ?? '') !== ''}>
        <summary>{words.paste}</summary>
        <div class="field">
          <label for="rows">{words.pasteLabel}</label>
          <textarea id="rows" name="rows" rows={6} spellcheck={false} autocomplete="off">
            {values.rows}
          </textarea>
        </div>
      </details>
      <button type="submit">{words.check}</button>
    </form>
  );
}

function EarlierTable({ rows }: { readonly rows: readonly Import[] }): JSX.Element {
  const words = useWords(importWords);
  const { moment, count } = useFormats();
  const stands = ({ started_at, ended_at }: Import) =>
    words.states[started_at === null ? 'checked' : ended_at === null ? 'running' : 'done'];
  const columns: readonly Column<Import>[] = [
    { heading: words.file, cell: ({ id, kind }) => <a href={`/desk/import/${id}`}>{words.kinds[kind]}</a> },
    { heading: words.checkedAt, cell: ({ created_at }) => moment(created_at) },
    {
      heading: words.state,
      cell: (row) => `${stands(row)}${row.rows_asked === null ? '' : ` · ${words.rows(count(row.rows_asked))}`}`,
    },
  ];
  return <DataTable caption={words.earlier} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
