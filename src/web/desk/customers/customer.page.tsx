import type { JSX } from 'preact';
import type { AppError } from '../../../errors.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { isFirstPage } from '../../kit/cursor-page.js';
import { Field } from '../../kit/field.js';
import type { FilledForm } from '../../kit/filled-form.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { useFormProblem } from '../problems/form-problem.words.js';
import { customerWords } from './customer.words.js';
import { CustomerFacts } from './customer-facts.js';
import { CustomerHistory } from './customer-history.js';
import { CustomerOrders } from './customer-orders.js';
import type { CustomerView } from './customer-view.service.js';

interface CustomerPageProps {
  readonly view: CustomerView;
  /** What was done just now; any text that an address may hold. */
  readonly done?: string;
  /** The form that takes the account away, as it was sent in vain. */
  readonly unlinking?: FilledForm;
}

/** One customer: facts, what the orders come to, the statement, and what happened. */
export function CustomerPage({ view, done = '', unlinking }: CustomerPageProps): JSX.Element {
  const { request, customer, history, orders } = view;
  const words = useWords(customerWords);
  const explain = useFormProblem();
  const writeObstacle = (problem: AppError | null): string => {
    if (problem?.code === 'customer-not-linked') return words.notLinked;
    return problem === null || problem.fields !== undefined ? words.reasonFault : explain(problem);
  };
  const sentences: Readonly<Record<string, string>> = words.done;
  const sentence = Object.hasOwn(sentences, done) ? sentences[done] : undefined;
  return (
    <DeskLayout title={customer.name ?? words.erased} at="/desk/customers">
      <p class="back screen-only">
        <a href="/desk/customers">← {words.back}</a>
      </p>
      <h1 class="name">{customer.name ?? words.erased}</h1>
      {sentence !== undefined && (
        <p role="status" class="done">
          {sentence}
        </p>
      )}
      {unlinking !== undefined && (
        <p role="alert" class="fault">
          {writeObstacle(unlinking.problem)}
        </p>
      )}
      <CustomerFacts customer={customer} history={history} />
      <CustomerActions view={view} unlinking={unlinking} />
      {orders !== null && <CustomerOrders customerId={customer.id} orders={orders} request={request} />}
      {isFirstPage(request) && <CustomerHistory history={history} />}
    </DeskLayout>
  );
}

function CustomerActions({ view, unlinking }: Pick<CustomerPageProps, 'view' | 'unlinking'>): JSX.Element {
  const { customer, orders } = view;
  const words = useWords(customerWords);
  const may = useMay();
  const path = `/desk/customers/${customer.id}`;
  const isPresent = customer.phone !== null;
  return (
    <div class="action-line">
      {may('orders:write') && isPresent && (
        <a class="action primary" href={`/desk/orders/new?customer=${customer.code}`}>
          {words.newOrder}
        </a>
      )}
      {may('customers:write') && isPresent && (
        <a class="action" href={`${path}/edit`}>
          {words.edit}
        </a>
      )}
      {orders !== null && (
        <a class="action" href={`${path}/statement.csv`}>
          {words.download}
        </a>
      )}
      {may('customers:write') && customer.user_id !== null && (
        <ConfirmStep
          label={words.unlink}
          action={`${path}/unlink`}
          button={words.unlinkButton}
          isOpen={unlinking !== undefined}
        >
          <p>{words.unlinkWhy}</p>
          <Field
            name="reason"
            label={words.reason}
            value={unlinking?.values.reason}
            input={{ maxLength: 200, autocomplete: 'off' }}
          />
        </ConfirmStep>
      )}
    </div>
  );
}
