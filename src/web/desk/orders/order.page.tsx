import type { JSX } from 'preact';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { orderWords } from './order.words.js';
import { OrderActions, type SentForm } from './order-actions.js';
import { type OrderNews, ShownNews } from './order-news.js';
import { OrderSms } from './order-sms.js';
import { OrderTimeline } from './order-timeline.js';
import type { OrderView } from './order-view.service.js';
import { CustomerName, OrderBadge } from './state-badges.js';

interface OrderProps {
  readonly view: OrderView;
  /** What was just done, or not done; null when the page was only opened. */
  readonly news?: OrderNews | null;
  /** The form that was sent with something wrong in it. */
  readonly sent?: SentForm | null;
}

/** One order: what it is, what happened, and what can be done. */
export function OrderPage(props: OrderProps): JSX.Element {
  const words = useWords(orderWords);
  const { order, mark } = props.view;
  return (
    <DeskLayout title={words.title(order.number)} at="/desk/orders" mark={mark}>
      <OrderPart {...props} />
    </DeskLayout>
  );
}

/** The content of that page, which what is done in place replaces. */
export function OrderPart({ view, news = null, sent = null }: OrderProps): JSX.Element {
  const words = useWords(orderWords);
  const may = useMay();
  const { order } = view;
  return (
    <div id="order">
      <ShownNews view={view} news={news} />
      <div class="heading">
        <h1>{words.title(order.number)}</h1>
        <OrderBadge status={order.status} />
      </div>
      <div class="halves">
        <div>
          <OrderFacts view={view} />
          <OrderActions view={view} sent={sent} />
        </div>
        <div>
          {may('notifications:read') && (
            <div aria-live="polite">
              <OrderSms view={view} />
            </div>
          )}
          <OrderTimeline view={view} />
        </div>
      </div>
    </div>
  );
}

/** The part that asks for itself again, and what happened meanwhile. */
export function OrderSmsNews({ view }: { readonly view: OrderView }): JSX.Element {
  return (
    <>
      <OrderSms view={view} />
      <OrderTimeline view={view} isReplacement />
    </>
  );
}

/** What was ordered, by whom, and how to reach them. */
function OrderFacts({ view: { order } }: { readonly view: OrderView }): JSX.Element {
  const words = useWords(orderWords);
  const { instant } = useFormats();
  const may = useMay();
  const name = <CustomerName name={order.customer_name} />;
  return (
    <section aria-label={words.facts}>
      <dl>
        <dt>{words.item}</dt>
        <dd>
          <bdi>{order.item}</bdi>
        </dd>
        <dt>{words.amount}</dt>
        <dd class="sum">{formatMoney(order.amount, order.currency)}</dd>
        <dt>{words.customer}</dt>
        <dd>{may('customers:read') ? <a href={`/desk/customers/${order.customer_id}`}>{name}</a> : name}</dd>
        {order.phone === null ? null : <Reach phone={order.phone} />}
        <dt>{words.code}</dt>
        <dd>{order.customer_code}</dd>
        <dt>{words.placed}</dt>
        <dd>
          <time dateTime={order.created_at}>{instant(order.created_at)}</time>
        </dd>
      </dl>
    </section>
  );
}

/** The customer's number (E.164), and links that call it and write to it. */
function Reach({ phone: number }: { readonly phone: string }): JSX.Element {
  const words = useWords(orderWords);
  const { phone } = useFormats();
  return (
    <>
      <dt>{words.phone}</dt>
      <dd>
        {phone(number)}
        <span class="reach">
          <a class="action" href={`tel:${number}`}>
            {words.call}
          </a>
          <a class="action" href={`https://wa.me/${number.slice(1)}`} rel="noreferrer">
            {words.whatsapp}
          </a>
        </span>
      </dd>
    </>
  );
}
