import type { JSX } from 'preact';
import type { NetworkRow } from '../../../notifications/figures/sms-figures.repository.js';
import type { SpendFigures } from '../../../notifications/figures/sms-figures.service.js';
import type { OrderFigures } from '../../../orders/figures/order-figures.service.js';
import { useFormats } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { figuresWords } from './figures.words.js';
import { OrdersByDay, RevenueByDay } from './order-figures.js';
import { DeliveredByNetwork, SpendByDay } from './sms-figures.js';

/** How many days the page may show, today included. */
export const SPANS = [7, 30, 90] as const;
export type Span = (typeof SPANS)[number];

interface FiguresPageProps {
  readonly span: Span;
  readonly orders: OrderFigures;
  readonly networks: readonly NetworkRow[];
  readonly spend: SpendFigures;
}

/** Orders, revenue, deliveries and SMS of the last days, as plots. */
export function FiguresPage({ span, orders, networks, spend }: FiguresPageProps): JSX.Element {
  const words = useWords(figuresWords);
  const { count } = useFormats();
  const nameDay = useDayName(span);
  return (
    <DeskLayout title={words.title} at="/desk/figures">
      <div class="heading">
        <h1>{words.title}</h1>
        <nav class="spans" aria-label={words.span}>
          {SPANS.map((days) => (
            <a key={days} href={`/desk/figures?days=${days}`} aria-current={days === span ? 'page' : undefined}>
              {words.last(count(days))}
            </a>
          ))}
        </nav>
      </div>
      <div class="figures">
        <OrdersByDay orders={orders} nameDay={nameDay} />
        <RevenueByDay orders={orders} nameDay={nameDay} />
        <DeliveredByNetwork networks={networks} />
        <SpendByDay spend={spend} nameDay={nameDay} />
      </div>
    </DeskLayout>
  );
}

/** How a sentence names a day: a week has each weekday once. */
function useDayName(span: Span): (day: string) => string {
  const { language } = usePageContext();
  const { day } = useFormats();
  const weekday = new Intl.DateTimeFormat(`${language}-KE`, { timeZone: 'UTC', weekday: 'long' });
  return (text) => (span === 7 ? weekday.format(new Date(text)) : day(text));
}
