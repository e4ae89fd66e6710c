import type { JSX } from 'preact';
import { CustomerHasPhone, NobodyToJoin } from '../../../customers/customers.errors.js';
import type { AppError } from '../../../errors.js';
import { Field } from '../../kit/field.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { useFormProblem } from '../problems/form-problem.words.js';
import { writeWaysIn } from './people.page.js';
import type { PersonView } from './people.service.js';
import { peopleWords } from './people.words.js';

/** One person and the form for the number, with what stands in the way of the number typed last. */
export function PersonPage({ user, customer, form, holder }: PersonView): JSX.Element {
  const words = useWords(peopleWords);
  const title = user.name ?? user.email ?? words.noName;
  return (
    <DeskLayout title={title} at="/desk/people">
      <p class="back">
        <a href="/desk/people">← {words.back}</a>
      </p>
      <h1 class="name">{title}</h1>
      <dl>
        <dt>{words.email}</dt>
        <dd>{user.email ?? words.none}</dd>
        <dt>{words.waysIn}</dt>
        <dd>{writeWaysIn(user) || words.none}</dd>
      </dl>
      {customer === null ? (
        <>
          {form.problem !== null && <Obstacle userId={user.id} form={form} holder={holder} problem={form.problem} />}
          <NumberForm userId={user.id} form={form} />
        </>
      ) : (
        <p role="alert">
          {words.already} <a href={`/desk/customers/${customer.id}`}>{`${customer.name} (${customer.code})`}</a>
        </p>
      )}
    </DeskLayout>
  );
}

interface NumberFormProps {
  readonly userId: string;
  readonly form: PersonView['form'];
}

function NumberForm({ userId, form: { values, faults } }: NumberFormProps): JSX.Element {
  const words = useWords(peopleWords);
  return (
    <form class="narrow" method="post" action={`/desk/people/${userId}`}>
      <Field
        name="phone_number"
        type="tel"
        label={words.number}
        value={values.phone_number}
        hint={words.numberHint}
        fault={faults.phone_number === undefined ? undefined : words.fault}
        hasFocus
        input={{ required: true, maxLength: 40, autocomplete: 'off' }}
      />
      <button type="submit">{words.make}</button>
    </form>
  );
}

interface ObstacleProps extends NumberFormProps {
  readonly holder: PersonView['holder'];
  readonly problem: AppError;
}

/** Why the number was not taken. A customer who has it is joined by a press of its own. */
function Obstacle({ userId, form, holder, problem }: ObstacleProps): JSX.Element | null {
  const words = useWords(peopleWords);
  const explain = useFormProblem();
  if (problem instanceof NobodyToJoin) return <Alert text={words.notHeld} />;
  if (problem.fault !== 'conflict') return problem.fields === undefined ? <Alert text={explain(problem)} /> : null;
  if (holder === null) return <Alert text={words.taken} />;
  const { id, code } = holder;
  const name = holder.name ?? '';
  const link = <a href={`/desk/customers/${id}`}>{words.see}</a>;
  if (!(problem instanceof CustomerHasPhone))
    return (
      <>
        <Alert text={words.heldByAccount(name, code)} />
        <p>{link}</p>
      </>
    );
  return (
    <section class="held" role="alert">
      <p>
        <strong>{words.held(name, code)}</strong> {link}
      </p>
      <p>{words.heldWhy}</p>
      <form method="post" action={`/desk/people/${userId}`}>
        <input type="hidden" name="phone_number" value={form.values.phone_number} />
        <input type="hidden" name="join" value={code} />
        <button type="submit">{words.join(name, code)}</button>
      </form>
    </section>
  );
}

function Alert({ text }: { readonly text: string }): JSX.Element {
  return (
    <p role="alert" class="fault">
      {text}
    </p>
  );
}
