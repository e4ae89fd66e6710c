import type { JSX } from 'preact';
import { formatPrice } from '../../../money/amount.js';
import type { AccountCheck } from '../../../notifications/carrier/account-check.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { accountWords } from './account.words.js';

/** SMS below which the page says that the account should be topped up. */
const FEW = 200;

/** The account at the carrier: a button that asks, and what the carrier said. */
export function AccountPart({ check }: { readonly check: AccountCheck | null }): JSX.Element {
  const words = useWords(accountWords);
  return (
    <div id="account">
      {check !== null && <Answer check={check} />}
      <form
        method="get"
        action="/desk/settings/account"
        hx-get="/desk/settings/account"
        hx-target="#account"
        hx-swap="outerHTML"
        hx-disable="find button"
        hx-sync="this:drop"
      >
        <button type="submit" class="secondary">
          {check === null ? words.check : words.again}
        </button>
      </form>
    </div>
  );
}

function Answer({ check: { answer, affordable, held } }: { readonly check: AccountCheck }): JSX.Element {
  const words = useWords(accountWords);
  const { count } = useFormats();
  const isGood = answer.kind === 'balance' && (affordable === null || affordable >= FEW);
  return (
    <div class={`news stacked ${isGood ? 'good' : 'bad'}`} role="status">
      {answer.kind === 'balance' ? (
        <p>
          <strong>
            {words.left(
              formatMoney(formatPrice(answer.left.cost, answer.left.currency), answer.left.currency),
              affordable === null ? null : count(affordable),
            )}
          </strong>{' '}
          {!isGood && words.soon}
        </p>
      ) : (
        <p>{words.failures[answer.kind]}</p>
      )}
      {held !== null && <p>{words.held}</p>}
    </div>
  );
}
