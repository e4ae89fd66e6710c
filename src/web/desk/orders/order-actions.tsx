import type { JSX } from 'preact';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { Field } from '../../kit/field.js';
import { emptyForm, type FilledForm } from '../../kit/filled-form.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { isUndoable } from './elapsed.js';
import { orderWords } from './order.words.js';
import { useSmsPrice } from './order-sms.js';
import type { OrderView } from './order-view.service.js';

/** A form of the page that was sent with something wrong in it. */
export interface SentForm {
  readonly action: OrderAction;
  readonly form: FilledForm;
}

/** What can be done to an order, by the last part of the address that does it. */
export type OrderAction = 'confirm' | 'undo-confirmation' | 'cancel' | 'correct' | 'send-again';

interface OrderActionsProps {
  readonly view: OrderView;
  readonly sent: SentForm | null;
}

/** What the reader may do to the order as it stands. */
export function OrderActions({ view, sent }: OrderActionsProps): JSX.Element | null {
  const words = useWords(orderWords);
  const may = useMay();
  const { order } = view;
  const canUndo = isUndoable(order.confirmed_at);
  if (!may('orders:write') || !(order.status === 'pending' || canUndo)) return null;
  const path = `/desk/orders/${order.id}`;
  const formOf = (action: OrderAction) => (sent?.action === action ? sent.form : null);
  return (
    <section aria-label={words.actions}>
      <ul class="actions">
        {order.status === 'pending' && (
          <>
            <li>
              <form
                {...{ method: 'post', action: `${path}/confirm` }}
                {...{ 'hx-post': `${path}/confirm`, 'hx-target': '#order', 'hx-swap': 'outerHTML' }}
                hx-sync="this:drop"
              >
                <button type="submit">{words.confirm}</button>
              </form>
            </li>
            <li>
              <Correct view={view} filled={formOf('correct')} />
            </li>
          </>
        )}
        {order.status === 'pending' ? (
          <li>
            <Reasoned {...{ words: words.cancel, action: `${path}/cancel`, filled: formOf('cancel') }} />
          </li>
        ) : (
          <li>
            <Reasoned
              {...{ words: words.undo, action: `${path}/undo-confirmation`, filled: formOf('undo-confirmation') }}
            />
          </li>
        )}
      </ul>
    </section>
  );
}

interface ReasonedProps {
  readonly words: { readonly label: string; readonly text: string; readonly button: string };
  readonly action: string;
  /** As it was sent with something wrong in it; null when it was not. */
  readonly filled: FilledForm | null;
}

/** Something that asks why it is done. */
function Reasoned({ words, action, filled }: ReasonedProps): JSX.Element {
  const { why, whyHint, faults } = useWords(orderWords);
  const { label, text, button } = words;
  const wrong = filled?.faults.reason !== undefined;
  return (
    <ConfirmStep {...{ label, action, button, target: '#order', isOpen: wrong }}>
      <p>{text}</p>
      <Field
        {...{ name: 'reason', label: why, hint: whyHint, value: filled?.values.reason, hasFocus: wrong }}
        {...{
          fault: wrong ? faults.reason : undefined,
          input: { required: true, maxLength: 200, autocomplete: 'off' },
        }}
      />
    </ConfirmStep>
  );
}

interface CorrectProps {
  readonly view: OrderView;
  readonly filled: FilledForm | null;
}

/** Puts right what was taken down wrong. The customer is told again on request alone. */
function Correct({ view: { order, price }, filled }: CorrectProps): JSX.Element {
  const { correct, item, amount, faults } = useWords(orderWords);
  const writePrice = useSmsPrice();
  const { values, faults: wrong } = filled ?? emptyForm({ item: order.item, amount: order.amount });
  const field = (name: 'item' | 'amount', label: string, firstWrong: boolean) => ({
    ...{ name, label, value: values[name], hasFocus: firstWrong },
    fault: wrong[name] === undefined ? undefined : faults[name],
  });
  const wrongItem = wrong.item !== undefined;
  return (
    <ConfirmStep
      {...{ label: correct.label, button: correct.button, target: '#order', isOpen: Object.keys(wrong).length > 0 }}
      action={`/desk/orders/${order.id}/correct`}
    >
      <p>{correct.text}</p>
      <Field {...field('item', item, wrongItem)} input={{ required: true, maxLength: 200, autocomplete: 'off' }} />
      <Field
        {...field('amount', amount, !wrongItem && wrong.amount !== undefined)}
        input={{ required: true, maxLength: 40, inputMode: 'decimal', autocomplete: 'off' }}
      />
      <label class="tick">
        <input type="checkbox" name="notify" value="true" checked={values.notify === 'true'} />
        {correct.notify(writePrice(price))}
      </label>
    </ConfirmStep>
  );
}
