import type { JSX } from 'preact';
import { StaffTaken } from '../../../auth/staff/staff.errors.js';
import { ALL_ROLES } from '../../../http/access/roles.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { isFirstPage } from '../../kit/cursor-page.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { EmptyState } from '../../kit/empty-state.js';
import { Field } from '../../kit/field.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { staffWords } from './staff.words.js';
import { StaffTable } from './staff-table.js';
import type { SentChange, StaffView } from './staff-view.js';

interface StaffPageProps {
  readonly view: StaffView;
  /** What was done just now; any text that an address may hold. */
  readonly done?: string;
  /** The invitation, as it was sent in vain. */
  readonly inviting?: FilledForm;
  readonly changing?: SentChange;
}

/** Who is staff and who is invited, and the form that invites. */
export function StaffPage({ view, done = '', inviting, changing }: StaffPageProps): JSX.Element {
  const words = useWords(staffWords);
  const { page, request, listed, signInAt } = view;
  const sentences: Readonly<Record<string, string>> = words.done;
  const sentence = Object.hasOwn(sentences, done) ? sentences[done] : undefined;
  return (
    <DeskLayout title={words.title} at="/desk/settings">
      <h1>{words.title}</h1>
      {sentence !== undefined && (
        <p role="status" class="done">
          {sentence} {done === 'invited' && words.noMail(signInAt)}
        </p>
      )}
      <p class="quiet lead">{words.intro}</p>
      {page.rows.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <StaffTable view={view} changing={changing} />
      )}
      <CursorPager
        address={new URL('http://desk/desk/staff')}
        next={page.next === null ? null : makeCursor(page.next)}
        isFirst={isFirstPage(request)}
      />
      {listed.length > 0 && (
        <p class="quiet lead">
          {words.listed} {listed.join(', ')}
        </p>
      )}
      <section class="settings-form" aria-labelledby="invite">
        <h2 id="invite">{words.invite}</h2>
        <InviteForm view={view} form={inviting ?? emptyForm()} />
      </section>
    </DeskLayout>
  );
}

interface InviteFormProps {
  readonly view: StaffView;
  readonly form: FilledForm;
}

function InviteForm({ view: { listed, signInAt }, form }: InviteFormProps): JSX.Element {
  const words = useWords(staffWords);
  const { values, faults, problem } = form;
  const taken = listed.includes(values.email?.toLowerCase() ?? '') ? words.takenByListed : words.taken;
  const emailFault = problem instanceof StaffTaken ? taken : faults.email && words.emailFault;
  return (
    <form class="narrow" method="post" action="/desk/staff">
      <Field
        name="email"
        type="email"
        label={words.email}
        value={values.email}
        hint={words.emailHint}
        fault={emailFault}
        hasFocus={emailFault !== undefined}
        input={{ required: true, maxLength: 254, autocomplete: 'off' }}
      />
      <fieldset aria-describedby={faults.role === undefined ? undefined : 'role-fault'}>
        <legend>{words.role}</legend>
        {ALL_ROLES.map((role) => (
          <label key={role} class="tick">
            <input type="radio" name="role" value={role} required checked={values.role === role} />
            <span>
              <strong>{words.roles[role]}</strong> {words.rolesMay[role]}
            </span>
          </label>
        ))}
        {faults.role !== undefined && (
          <small id="role-fault" class="fault">
            {words.roleFault}
          </small>
        )}
      </fieldset>
      <p class="quiet lead">{words.noMail(signInAt)}</p>
      <button type="submit">{words.inviteButton}</button>
    </form>
  );
}
