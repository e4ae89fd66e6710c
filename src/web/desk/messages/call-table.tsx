import type { JSX } from 'preact';
import type { Price } from '../../../notifications/attention/attention.service.js';
import type { CallRow } from '../../../orders/calling/call.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { messagesWords } from './messages.words.js';
import { HiddenFields, MAY_HAVE_ARRIVED } from './resend-all-step.js';
import type { ShownNotifications } from './resend-form.js';

interface CallTableProps {
  readonly caption: string;
  readonly shown: ShownNotifications;
  readonly rows: readonly CallRow[];
  readonly priceOfOne: Price;
}

/** Whom to call about what, and each to be sent once more. */
export function CallTable({ caption, shown, rows, priceOfOne }: CallTableProps): JSX.Element {
  const { columns: headings, ...words } = useWords(messagesWords);
  const { phone, shortInstant } = useFormats();
  const may = useMay();
  const columns: Column<CallRow>[] = [
    {
      heading: headings.customer,
      cell: ({ customer_id, customer_name }) =>
        customer_id === null ? (
          words.nobody
        ) : (
          <a href={`/desk/customers/${customer_id}`}>
            <bdi>{customer_name}</bdi>
          </a>
        ),
    },
    { heading: headings.phone, cell: (row) => <a href={`tel:${row.phone}`}>{phone(row.phone)}</a> },
    {
      heading: headings.order,
      cell: ({ order_id, order_number }) =>
        order_id === null ? '–' : <a href={`/desk/orders/${order_id}`}>{order_number}</a>,
    },
    { heading: headings.item, cell: ({ item }) => <bdi>{item ?? '–'}</bdi> },
    { heading: headings.since, cell: ({ created_at }) => shortInstant(created_at) },
  ];
  if (may('notifications:send'))
    columns.push({
      heading: headings.action,
      cell: (row) => <ResendStep shown={shown} row={row} priceOfOne={priceOfOne} />,
    });
  return (
    <DataTable caption={caption} columns={columns} rows={rows} keyOf={({ id }) => id} idOf={({ id }) => `sms-${id}`} />
  );
}

interface ResendStepProps {
  readonly shown: ShownNotifications;
  readonly row: CallRow;
  readonly priceOfOne: Price;
}

/** Sends one notification once more. The price is said before. */
function ResendStep({ shown, row, priceOfOne: { amount, currency } }: ResendStepProps): JSX.Element {
  const words = useWords(messagesWords);
  const { phone } = useFormats();
  const segments = row.segments ?? 1;
  const price = formatMoney(amount, currency);
  return (
    <ConfirmStep
      label={words.resend}
      action={`/desk/messages/${row.id}/resend`}
      button={words.yesResend}
      target="#messages"
    >
      <HiddenFields shown={shown} />
      <p>{words.resendOne(phone(row.phone), segments === 1 ? price : `${segments} × ${price}`)}</p>
      {MAY_HAVE_ARRIVED.has(shown.cause) && <p>{words.twice}</p>}
    </ConfirmStep>
  );
}
