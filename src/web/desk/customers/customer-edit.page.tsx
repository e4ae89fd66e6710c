import type { ComponentChildren, JSX } from 'preact';
import { PhoneTaken } from '../../../users/users.errors.js';
import { Field } from '../../kit/field.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { useFormProblem } from '../problems/form-problem.words.js';
import { customerEditWords } from './customer-edit.words.js';
import type { CustomerEdit, EditFields } from './customer-edits.service.js';

/** The form that corrects a customer's name and number, of the version that it was made of. */
export function CustomerEditPage({ customer, form, typed, holder }: CustomerEdit): JSX.Element {
  const words = useWords(customerEditWords);
  const explain = useFormProblem();
  const { values, faults, problem } = form;
  const path = `/desk/customers/${customer.id}`;
  const title = words.title(customer.name ?? customer.code);
  const hint = (name: keyof EditFields, usual?: ComponentChildren): ComponentChildren =>
    typed === null || typed[name] === values[name] ? usual : words.yourForm(typed[name]);
  return (
    <DeskLayout title={title} at="/desk/customers">
      <h1 class="name">{title}</h1>
      {typed !== null && (
        <p role="alert" class="fault">
          {words.stale}
        </p>
      )}
      {problem instanceof PhoneTaken && (
        <p role="alert" class="fault">
          {holder === null ? words.takenByAccount : words.taken}{' '}
          {holder !== null && <a href={`/desk/customers/${holder.id}`}>{`${holder.name ?? ''} (${holder.code})`}</a>}
        </p>
      )}
      {problem !== null && problem.fields === undefined && typed === null && !(problem instanceof PhoneTaken) && (
        <p role="alert" class="fault">
          {explain(problem)}
        </p>
      )}
      <form class="narrow" method="post" action={`${path}/edit`}>
        <input type="hidden" name="version" value={values.version} />
        <Field
          name="name"
          label={words.name}
          value={values.name}
          hint={hint('name')}
          fault={faults.name === undefined ? undefined : words.nameFault}
          hasFocus={faults.phone_number === undefined}
          input={{ required: true, maxLength: 100, autocomplete: 'off' }}
        />
        <Field
          name="phone_number"
          type="tel"
          label={words.phone}
          value={values.phone_number}
          hint={hint(
            'phone_number',
            <>
              {words.phoneHint}
              {customer.user_id !== null && ` ${words.accountHint(customer.email ?? words.anAccount)}`}
            </>,
          )}
          fault={faults.phone_number === undefined ? undefined : words.phoneFault}
          hasFocus={faults.name === undefined && faults.phone_number !== undefined}
          input={{ required: true, maxLength: 40, autocomplete: 'off' }}
        />
        <div class="action-line">
          <button type="submit">{words.save}</button>
          <a class="action" href={path}>
            {words.cancel}
          </a>
        </div>
      </form>
    </DeskLayout>
  );
}
