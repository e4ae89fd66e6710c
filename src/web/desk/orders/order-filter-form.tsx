import type { JSX } from 'preact';
import { Choice } from '../../kit/choice.js';
import { Field } from '../../kit/field.js';
import { useWords } from '../../kit/page-context.js';
import type { OrderFilter } from './order-filter.js';
import { ordersWords } from './orders.words.js';

interface OrderFilterFormProps {
  readonly filter: OrderFilter;
}

/** The filter of the list of orders. It goes into the address, so that a bookmark keeps it. */
export function OrderFilterForm({ filter: { typed, ignored } }: OrderFilterFormProps): JSX.Element {
  const words = useWords(ordersWords);
  const fault = (name: string) => (ignored.has(name) ? words.ignored[name] : undefined);
  return (
    <search>
      <form class="filter" method="get" action="/desk/orders" aria-label={words.filter}>
        <Choice
          {...{ name: 'status', label: words.status, any: words.anyStatus }}
          {...{ choices: words.statuses, value: typed.status }}
        />
        <Choice
          {...{ name: 'notification', label: words.sms, any: words.anySms }}
          {...{ choices: words.standings, value: typed.notification }}
        />
        <Field name="from" label={words.from} type="date" value={typed.from} fault={fault('from')} />
        <Field name="to" label={words.to} type="date" value={typed.to} fault={fault('to')} />
        <Field
          {...{ name: 'customer', label: words.customerCode, value: typed.customer, fault: fault('customer') }}
          input={{ maxLength: 60, autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
        />
        <label class="tick">
          <input type="checkbox" name="mine" value="1" checked={typed.mine === '1'} />
          {words.mine}
        </label>
        <button type="submit">{words.show}</button>
      </form>
    </search>
  );
}
