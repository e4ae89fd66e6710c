import type { JSX } from 'preact';
import type { EventRow } from '../../../actor.js';
import type { NotificationStatus } from '../../../notifications/notification.js';
import type { OrderNotification, OrderNotificationEvent } from '../../../notifications/order-notifications.js';
import { type Formats, formatMoney, useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { Timeline, type TimelineEntry } from '../../kit/timeline.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import { orderWords } from './order.words.js';
import type { OrderView } from './order-view.service.js';
import { nameActor } from './who-did.js';

type Words = (typeof orderWords)['en'];
type States = (typeof smsStateWords)['en'];

/** Networks by the codes of delivery reports, as Africa's Talking lists them for Kenya. */
const NETWORKS: Readonly<Record<string, string>> = {
  63902: 'Safaricom',
  63903: 'Airtel',
  63907: 'Telkom',
  63999: 'Equitel',
};

interface OrderTimelineProps {
  readonly view: OrderView;
  /** Whether it comes along with another part, and replaces the one that the page has. */
  readonly isReplacement?: boolean;
}

/** What happened to an order and to its SMS, oldest first. */
export function OrderTimeline({ view, isReplacement = false }: OrderTimelineProps): JSX.Element {
  const words = useWords(orderWords);
  const states = useWords(smsStateWords);
  const formats = useFormats();
  const may = useMay();
  const shown = may('notifications:read') ? view.notifications : [];
  const entries = [
    ...view.events.map((event) => describeEvent(event, view, words)),
    ...shown.flatMap((notification) => describeSms(notification, view, words, states, formats)),
  ];
  // Sorting keeps the order of what happened at the same time.
  entries.sort((one, other) => new Date(one.at).getTime() - new Date(other.at).getTime());
  return (
    <section id="history" hx-swap-oob={isReplacement ? 'true' : undefined}>
      <h2>{words.history}</h2>
      <Timeline entries={entries} />
    </section>
  );
}

function describeEvent(event: EventRow, view: OrderView, words: Words): TimelineEntry {
  const { at, kind, note, changes, via } = event;
  const way = via === null ? undefined : words.ways[via];
  const said = [words.by(nameActor(event, view, words)), way].filter((each) => each !== undefined).join(' ');
  const corrected = kind === 'corrected' ? changes : [];
  return {
    at,
    what: words.happened[kind] ?? kind,
    detail: (
      <>
        {corrected.map(({ field, before, after }) => (
          <span key={field} class="change">
            {words.fields[field] ?? field}: <del>{show(field, before, view)}</del> <ins>{show(field, after, view)}</ins>
          </span>
        ))}
        {said}
        {note !== null && (
          <>
            : <q>{note}</q>
          </>
        )}
      </>
    ),
  };
}

const show = (field: string, value: string | null, { order }: OrderView): string =>
  field === 'amount' && value !== null ? formatMoney(value, order.currency) : (value ?? '');

function describeSms(
  { phone, created_at, events, network_code }: OrderNotification,
  { names }: OrderView,
  words: Words,
  states: States,
  formats: Formats,
): TimelineEntry[] {
  const subject = phone === null ? words.sms : words.smsTo(formats.phone(phone));
  const tell = (status: NotificationStatus, reason: string | null) =>
    `${subject}: ${states[explainSms(status, reason).cause].state}`;
  const detailOf = ({ to_status, reason, changed_by }: OrderNotificationEvent): string | undefined => {
    if (changed_by !== null) return words.askedBy(names.get(changed_by) ?? words.staff);
    if (to_status !== 'delivered' && to_status !== 'undelivered')
      return states[explainSms(to_status, reason).cause].next;
    const network = NETWORKS[network_code ?? ''];
    return network === undefined ? words.reported : words.network(network);
  };
  return [
    { at: created_at, what: tell('queued', null) },
    ...events.map((event) => ({
      at: event.at,
      what: tell(event.to_status, event.reason),
      detail: detailOf(event) || undefined,
    })),
  ];
}
