import type { JSX } from 'preact';
import { formatPrice } from '../../../money/amount.js';
import type { NotificationStatus } from '../../../notifications/notification.js';
import type { SmsPrice } from '../../../notifications/sms-prices.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useMay, usePageContext, useWords } from '../../kit/page-context.js';
import { liveAttributes } from '../live/live-source.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import { orderWords } from './order.words.js';
import type { OrderView } from './order-view.service.js';
import { SmsBadge } from './state-badges.js';

/** Statuses from which an SMS goes on by itself. */
const UNDER_WAY: ReadonlySet<NotificationStatus> = new Set(['queued', 'sending', 'sent']);
/** Statuses from which somebody may send it again. */
const RESENDABLE: ReadonlySet<NotificationStatus> = new Set(['failed', 'undelivered', 'unknown']);

/** What one more SMS about an order costs, in words. */
export function useSmsPrice(): (price: SmsPrice) => string {
  const { shop } = usePageContext();
  const words = useWords(orderWords);
  return ({ segments, price, currency }) => {
    const known = currency ?? shop.currency;
    return words.price(segments, formatMoney(formatPrice(price, known), known));
  };
}

/** The last SMS about an order. It asks for itself again when something changed. */
export function OrderSms({ view }: { readonly view: OrderView }): JSX.Element {
  const words = useWords(orderWords);
  const states = useWords(smsStateWords);
  const { order, notifications } = view;
  const sms = notifications.at(-1);
  const path = `/desk/orders/${order.id}`;
  const live = liveAttributes(`${path}/sms`);
  if (sms === undefined)
    return (
      <section id="sms" {...live}>
        <h2>{words.sms}</h2>
        <p>{words.noSms}</p>
      </section>
    );
  const { status, reason, body } = sms;
  const { next } = states[explainSms(status, reason).cause];
  const isUnderWay = UNDER_WAY.has(status);
  return (
    <section id="sms" {...live}>
      <h2>{words.sms}</h2>
      <p>
        <SmsBadge status={status} reason={reason} />
      </p>
      {next !== '' && <p>{next}</p>}
      {body !== null && (
        <figure>
          <figcaption class="quiet">
            {words.says} · <Paid view={view} />
          </figcaption>
          <blockquote>{body}</blockquote>
        </figure>
      )}
      {isUnderWay && (
        <noscript>
          <a href={path}>{words.look}</a>
        </noscript>
      )}
      {RESENDABLE.has(status) && <SendAgain view={view} />}
    </section>
  );
}

/** What the last SMS cost so far. */
function Paid({ view: { order } }: { readonly view: OrderView }): JSX.Element {
  const words = useWords(orderWords);
  const { segments = 1, cost = null, currency = null } = order.sms.at(-1) ?? {};
  const paid = currency === null ? null : formatMoney(formatPrice(cost, currency) ?? '', currency);
  return <>{words.paid(segments, paid)}</>;
}

/** Sends the SMS once more. It says the price first. */
function SendAgain({ view: { order, price } }: { readonly view: OrderView }): JSX.Element | null {
  const { resend } = useWords(orderWords);
  const { phone } = useFormats();
  const may = useMay();
  const writePrice = useSmsPrice();
  if (!may('notifications:send') || order.phone === null) return null;
  return (
    <ConfirmStep
      {...{ label: resend.label, button: resend.button, target: '#order' }}
      action={`/desk/orders/${order.id}/send-again`}
    >
      <p>{resend.text(writePrice(price), phone(order.phone))}</p>
    </ConfirmStep>
  );
}
