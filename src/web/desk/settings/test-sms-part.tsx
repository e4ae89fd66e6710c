import type { JSX } from 'preact';
import { formatPrice } from '../../../money/amount.js';
import type { NotificationRow } from '../../../notifications/notification.js';
import { PhoneInvalid } from '../../../phones/phone-invalid.error.js';
import { Field } from '../../kit/field.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import { intervalOf } from '../orders/elapsed.js';
import { SmsBadge } from '../orders/state-badges.js';
import { accountWords } from './account.words.js';
import type { AccountView } from './settings-view.js';

/** Sends a test SMS to the reader's phone after the price was said. Shows what becomes of it. */
export function TestSmsPart({ view: { offer, form, sms } }: { readonly view: AccountView }): JSX.Element {
  const words = useWords(accountWords);
  const { values, faults, problem } = form;
  const faulty = problem instanceof PhoneInvalid ? words.numberFault : words.noSmsFault;
  return (
    <section aria-labelledby="test-sms">
      <h3 id="test-sms">{words.test}</h3>
      <p class="quiet lead">{words.testIntro}</p>
      {sms !== null && <TestSmsState sms={sms} />}
      {problem?.fault === 'limited' && (
        <p class="news bad" role="alert">
          {words.limited(Math.ceil((problem.retryAfterSeconds ?? 60) / 60))}
        </p>
      )}
      <form class="narrow" method="post" action="/desk/settings/test-sms">
        <figure>
          <figcaption class="quiet">{words.says}</figcaption>
          <blockquote>{offer.body}</blockquote>
        </figure>
        <Field
          name="phone"
          type="tel"
          label={words.number}
          value={values.phone}
          hint={words.numberHint}
          fault={faults.phone === undefined ? undefined : faulty}
          hasFocus={faults.phone !== undefined}
          input={{ required: true, maxLength: 40, autocomplete: 'tel' }}
        />
        <input type="hidden" name="key" value={values.key} />
        <p>{words.costs(formatMoney(offer.price.amount, offer.price.currency))}</p>
        <button type="submit">{words.send}</button>
      </form>
    </section>
  );
}

/** What became of a test SMS. It asks for itself again until nothing more comes of it. */
export function TestSmsState({ sms }: { readonly sms: NotificationRow }): JSX.Element {
  const words = useWords(accountWords);
  const states = useWords(smsStateWords);
  const { phone } = useFormats();
  const { id, status, reason, cost, currency } = sms;
  const path = `/desk/settings/test-sms/${id}`;
  const { next } = states[explainSms(status, reason).cause];
  const isUnderWay = ['queued', 'sending', 'sent'].includes(status);
  const live = isUnderWay
    ? {
        ...{ 'hx-get': path, 'hx-trigger': intervalOf(sms.created_at.toISOString()), 'hx-swap': 'outerHTML' },
        // The next look may be luckier.
        'hx-status:5xx': 'swap:none',
      }
    : {};
  return (
    <div id="test-sms-state" class="done" role="status" {...live}>
      <p>
        {words.sent(phone(sms.phone))} <SmsBadge status={status} reason={reason} />
      </p>
      {next !== '' && <p>{next}</p>}
      {cost !== null && currency !== null && <p>{words.paid(formatMoney(formatPrice(cost, currency), currency))}</p>}
      {isUnderWay && (
        <noscript>
          <a href={`/desk/settings?sent=${id}`}>{words.look}</a>
        </noscript>
      )}
    </div>
  );
}
