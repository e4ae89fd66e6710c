import type { JSX } from 'preact';
import { Field } from '../../kit/field.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { HitsList } from '../find/hits-list.js';
import { newOrderWords } from './new-order.words.js';
import type { OrderForm } from './order-draft.js';

interface OrdererFieldsProps {
  readonly form: OrderForm;
}

/** For whom the order is: asked for, known, or new. */
export function OrdererFields({ form }: OrdererFieldsProps): JSX.Element {
  switch (form.orderer.kind) {
    case 'asked':
      return <AskedFields form={form} found={form.orderer.found} />;
    case 'known':
      return <KnownFields {...form.orderer.customer} />;
    case 'newcomer':
      return <NewcomerFields form={form} />;
  }
}

function AskedFields({ form, found }: OrdererFieldsProps & { found: FoundCustomers }): JSX.Element {
  const words = useWords(newOrderWords);
  const { who } = form.values;
  const isSearched = who !== '';
  return (
    <div class="chooser">
      <Field
        name="who"
        label={words.who}
        value={who}
        hint={words.whoHint}
        fault={form.faults.who === undefined ? undefined : words.faults.who}
        hasFocus
        input={{
          ...{ autocomplete: 'off', maxLength: 200, 'data-combobox': 'who-found', 'data-combobox-first': 'active' },
          ...{ 'hx-get': '/desk/orders/new/customers', 'hx-trigger': 'input changed delay:150ms' },
          ...{ 'hx-sync': 'this:replace', 'hx-target': '#who-found' },
        }}
      />
      <div id="who-found" class="found">
        {isSearched && <ChoiceList typed={who} found={found} />}
      </div>
      <noscript>
        <button type="submit" formMethod="get" formNoValidate>
          {words.search}
        </button>
      </noscript>
    </div>
  );
}

type FoundCustomers = Extract<OrderForm['orderer'], { kind: 'asked' }>['found'];

interface ChoiceListProps {
  readonly typed: string;
  readonly found: FoundCustomers;
}

/** The customers among whom whoever takes the order chooses. */
export function ChoiceList({ typed, found }: ChoiceListProps): JSX.Element {
  return (
    <HitsList
      hits={{ typed, orders: [], customers: found }}
      customerHref={({ code }) => `/desk/orders/new?customer=${code}`}
    />
  );
}

interface KnownFieldsProps {
  readonly name: string;
  readonly phone: string;
  readonly code: string;
}

function KnownFields({ name, phone, code }: KnownFieldsProps): JSX.Element {
  const words = useWords(newOrderWords);
  const formats = useFormats();
  return (
    <div class="facts chosen">
      <p>
        <strong>{name}</strong>{' '}
        <span class="quiet">
          {formats.phone(phone)} · {code}
        </span>
      </p>
      <a href="/desk/orders/new">{words.another}</a>
      <input type="hidden" name="customer" value={code} />
    </div>
  );
}

function NewcomerFields({ form: { values, faults, holder } }: OrdererFieldsProps): JSX.Element {
  const words = useWords(newOrderWords);
  return (
    <fieldset>
      <legend>
        {words.newCustomer} · <a href="/desk/orders/new">{words.another}</a>
      </legend>
      <input type="hidden" name="new" value="1" />
      <Field
        name="name"
        label={words.name}
        value={values.name}
        fault={faults.name === undefined ? undefined : words.faults.name}
        hasFocus={values.name === '' || faults.name !== undefined}
        input={{ required: true, maxLength: 100, autocomplete: 'off' }}
      />
      <Field
        name="phone"
        type="tel"
        label={words.phone}
        value={values.phone}
        fault={faults.phone === undefined ? undefined : words.faults.phone}
        hasFocus={values.name !== '' && values.phone === ''}
        input={{ required: true, maxLength: 40, autocomplete: 'off' }}
      />
      {holder !== null && (
        <p role="alert" class="fault">
          {words.taken(holder.name)}{' '}
          <button type="submit" class="inline" name="customer" value={holder.code}>
            {words.takeForHolder(holder.name)}
          </button>
        </p>
      )}
    </fieldset>
  );
}
