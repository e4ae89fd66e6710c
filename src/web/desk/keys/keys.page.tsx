import type { JSX } from 'preact';
import { READ_SCOPES } from '../../../auth/keys/key-scopes.js';
import { KeyMadeAlready } from '../../../auth/keys/keys.errors.js';
import { ALL_PERMISSIONS } from '../../../http/access/permissions.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { isFirstPage } from '../../kit/cursor-page.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { EmptyState } from '../../kit/empty-state.js';
import { Field } from '../../kit/field.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { KeyTable } from './key-table.js';
import { keysWords } from './keys.words.js';
import type { KeysView, SentRotation } from './keys-view.js';
import { scopesWords } from './scopes.words.js';

interface KeysPageProps {
  readonly view: KeysView;
  /** Whether a key was revoked just now. */
  readonly isRevoked?: boolean;
  /** The form that makes a key, as it was sent in vain. */
  readonly making?: FilledForm;
  readonly rotating?: SentRotation;
}

/** The keys of programs, and the form that makes one. */
export function KeysPage({ view, isRevoked = false, making, rotating }: KeysPageProps): JSX.Element {
  const words = useWords(keysWords);
  const { page, request } = view;
  const isMade = making?.problem instanceof KeyMadeAlready;
  return (
    <DeskLayout title={words.title} at="/desk/settings">
      <h1>{words.title}</h1>
      {isRevoked && (
        <p role="status" class="done">
          {words.revokedDone}
        </p>
      )}
      <p class="quiet lead">{words.intro}</p>
      {page.rows.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <KeyTable view={view} rotating={rotating} />
      )}
      <CursorPager
        address={new URL('http://desk/desk/keys')}
        next={page.next === null ? null : makeCursor(page.next)}
        isFirst={isFirstPage(request)}
      />
      <section class="settings-form" aria-labelledby="make">
        <h2 id="make">{words.make}</h2>
        {isMade && (
          <p role="alert" class="news bad">
            {words.madeAlready}
          </p>
        )}
        <MakeForm id={view.formId} form={making === undefined || isMade ? emptyForm(USUAL) : making} />
      </section>
    </DeskLayout>
  );
}

/** What the form has at first: a key that may only look, for a year. */
const USUAL = { name: '', scopes: READ_SCOPES.join(' '), expires_in_days: '365' };

interface MakeFormProps {
  /** Of the key that it makes. */
  readonly id: string;
  readonly form: FilledForm;
}

function MakeForm({ id, form: { values, faults } }: MakeFormProps): JSX.Element {
  const words = useWords(keysWords);
  const meanings = useWords(scopesWords);
  const may = useMay();
  const chosen = values.scopes?.split(' ') ?? [];
  const hint = faults.scopes === undefined ? words.scopesHint : words.scopesFault;
  return (
    <form class="narrow" method="post" action="/desk/keys">
      <input type="hidden" name="id" value={id} />
      <Field
        name="name"
        label={words.name}
        value={values.name}
        fault={faults.name === undefined ? undefined : words.nameFault}
        hasFocus={faults.name !== undefined}
        input={{ required: true, maxLength: 100, autocomplete: 'off' }}
      />
      <fieldset aria-describedby="scopes-hint">
        <legend>{words.scopes}</legend>
        <small id="scopes-hint" class={faults.scopes === undefined ? undefined : 'fault'}>
          {hint}
        </small>
        {[...ALL_PERMISSIONS].filter(may).map((scope) => (
          <label key={scope} class="tick">
            <input type="checkbox" name={scope} value="on" checked={chosen.includes(scope)} />
            <span>
              {meanings[scope]} <code>{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        name="expires_in_days"
        label={words.days}
        value={values.expires_in_days}
        hint={words.daysHint}
        fault={faults.expires_in_days === undefined ? undefined : words.daysFault}
        input={{ required: true, maxLength: 6, inputMode: 'numeric', autocomplete: 'off' }}
      />
      <button type="submit">{words.makeButton}</button>
    </form>
  );
}
