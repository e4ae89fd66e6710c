import type { JSX } from 'preact';
import type { BudgetToday } from '../../../notifications/attention/attention.service.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { formatMoney } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { messagesWords } from './messages.words.js';

interface BudgetTileProps {
  readonly budget: BudgetToday;
}

/** What today's SMS cost, against what they may cost. */
export function BudgetTile({ budget: { spent, used, budget, currency } }: BudgetTileProps): JSX.Element {
  const words = useWords(messagesWords);
  const said = words.ofBudget(formatMoney(spent, currency), formatMoney(budget, currency));
  return (
    <FigureTile label={words.spentToday} value={formatMoney(spent, currency)}>
      <progress value={Math.min(used, 1)} max={1} aria-label={said} />
      <p class="quiet">{said}</p>
    </FigureTile>
  );
}
