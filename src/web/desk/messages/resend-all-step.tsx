import type { JSX } from 'preact';
import type { Resendable } from '../../../notifications/attention/attention.repository.js';
import type { Price } from '../../../notifications/attention/attention.service.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { messagesWords } from './messages.words.js';
import type { ShownNotifications } from './resend-form.js';
import type { SmsCause } from './sms-state.words.js';

/** Causes of which nobody knows whether the SMS went out. */
export const MAY_HAVE_ARRIVED: ReadonlySet<SmsCause> = new Set(['unknown', 'held', 'dropped']);

interface ResendAllStepProps {
  readonly shown: ShownNotifications;
  readonly found: Resendable;
  readonly price: Price;
  /** How many have the cause. */
  readonly inAll: number;
}

/** Sends the newest of a cause once more. The price is said before. */
export function ResendAllStep({ shown, found, price, inAll }: ResendAllStepProps): JSX.Element {
  const words = useWords(messagesWords);
  const { count } = useFormats();
  const number = count(found.notifications);
  return (
    <ConfirmStep
      label={words.resendAll(number)}
      action="/desk/messages/resend"
      button={words.yesResendAll(number)}
      target="#messages"
    >
      <HiddenFields shown={shown} />
      <input type="hidden" name="down_to" value={found.down_to ?? ''} />
      <p>{words.resendAllText(number, count(found.segments), formatMoney(price.amount, price.currency))}</p>
      {inAll > found.notifications && <p>{words.newest}</p>}
      {MAY_HAVE_ARRIVED.has(shown.cause) && <p>{words.twice}</p>}
    </ConfirmStep>
  );
}

interface HiddenFieldsProps {
  readonly shown: ShownNotifications;
}

/** What a form says of what its page showed. So it does the same once, however often it is sent. */
export function HiddenFields({ shown: { cause, asOf } }: HiddenFieldsProps): JSX.Element {
  return (
    <>
      <input type="hidden" name="reason" value={cause} />
      <input type="hidden" name="as_of" value={asOf} />
    </>
  );
}
