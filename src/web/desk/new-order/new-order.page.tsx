import type { JSX } from 'preact';
import type { OrderPreview } from '../../../orders/placing/order-preview.service.js';
import { Field } from '../../kit/field.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { useFormProblem } from '../problems/form-problem.words.js';
import { newOrderWords } from './new-order.words.js';
import type { OrderForm } from './order-draft.js';
import { OrdererFields } from './orderer-fields.js';
import { TextPreview } from './text-preview.js';

interface NewOrderPageProps {
  readonly form: OrderForm;
  readonly preview: OrderPreview | null;
}

/**
 * With a script the form stays where it is until the answer is there. So what was typed and the key
 * outlast a lost connection, and the same press again makes no second order.
 */
const INTO_FORM = `target:'find .failure' swap:innerHTML select:'[role=alert]'`;
const SENT_IN_PLACE = {
  ...{ 'hx-post': '/desk/orders/new', 'hx-target': '#content', 'hx-select': '#content', 'hx-swap': 'outerHTML' },
  ...{ 'hx-sync': 'this:drop', 'hx-disable': 'find [type=submit]' },
  ...{ 'hx-status:403': INTO_FORM, 'hx-status:5xx': INTO_FORM },
};

/** The form by which an order is taken on the phone. */
export function NewOrderPage({ form, preview }: NewOrderPageProps): JSX.Element {
  const words = useWords(newOrderWords);
  const explain = useFormProblem();
  const { shop } = usePageContext();
  const { values, faults, problem, orderer, usual } = form;
  const hasFocus = orderer.kind === 'known';
  const fault = (name: keyof typeof words.faults) => (faults[name] === undefined ? undefined : words.faults[name]);
  return (
    <DeskLayout title={words.title} at="/desk/orders">
      <form
        method="post"
        action="/desk/orders/new"
        class="narrow"
        id="new-order"
        data-draft="new-order"
        {...SENT_IN_PLACE}
      >
        <h1>{words.title}</h1>
        {problem !== null && problem.fields === undefined && form.holder === null && (
          <p role="alert" class="fault">
            {problem.code === 'idempotency-key-reused' ? words.reused : explain(problem)}
          </p>
        )}
        <OrdererFields form={form} />
        <Field
          name="item"
          label={words.item}
          value={values.item}
          fault={fault('item')}
          hasFocus={hasFocus && faults.amount === undefined}
          input={{ required: true, maxLength: 200, autocomplete: 'off', list: 'usual-items', 'data-fills': 'amount' }}
        />
        <datalist id="usual-items">
          {usual.map(({ item, amount }) => (
            <option key={item} value={item} label={`${item} · ${amount}`} data-amount={amount} />
          ))}
        </datalist>
        <Field
          name="amount"
          label={words.amount(shop.currency)}
          value={values.amount}
          hint={words.amountHint}
          fault={fault('amount')}
          hasFocus={hasFocus && faults.amount !== undefined}
          input={{ required: true, inputMode: 'decimal', maxLength: 30, autocomplete: 'off' }}
        />
        <label class="choice">
          <input type="checkbox" name="quiet" value="on" checked={values.quiet !== ''} />
          {words.quiet} <span class="quiet">{words.quietHint}</span>
        </label>
        <input type="hidden" name="key" value={values.key} />
        <div
          id="text"
          class="text-preview"
          aria-live="polite"
          hx-get="/desk/orders/new/text"
          hx-trigger="input delay:300ms from:#new-order"
          hx-include="closest form"
        >
          <TextPreview preview={preview} />
        </div>
        <div class="failure" />
        <button type="submit">{words.take}</button>
      </form>
    </DeskLayout>
  );
}
