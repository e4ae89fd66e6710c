import type { JSX } from 'preact';
import type { OrderFigures as Orders } from '../../../orders/figures/order-figures.service.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DayPlot } from './day-plot.js';
import { Figure } from './figure.js';
import { figuresWords } from './figures.words.js';
import { highestOf } from './plot-area.js';

interface OrderFiguresProps {
  readonly orders: Orders;
  /** Writes a day in a sentence. */
  readonly nameDay: (day: string) => string;
}

/** Orders by day. */
export function OrdersByDay({ orders: { days, placed }, nameDay }: OrderFiguresProps): JSX.Element {
  const { orders: words, day: heading } = useWords(figuresWords);
  const { count, money, day } = useFormats();
  const counted = (orders: number): string => words.count(count(orders));
  const best = highestOf(days, (row) => row.placed);
  const sentence = best && [
    words.best(nameDay(best.day), counted(best.placed), money(best.amount)),
    words.all(counted(placed)),
  ];
  return (
    <Figure
      title={words.title}
      sentence={sentence?.join(' ') ?? null}
      rows={days}
      keyOf={(row) => row.day}
      columns={[
        { heading, cell: (row) => day(row.day) },
        { heading: words.placed, cell: (row) => count(row.placed), isFigure: true },
        { heading: words.cancelled, cell: (row) => count(row.cancelled), isFigure: true },
      ]}
      plot={
        <DayPlot
          title={words.title}
          bars={days.map((row) => ({
            ...{ day: row.day, value: row.placed },
            says: `${day(row.day)}: ${counted(row.placed)}`,
          }))}
        />
      }
    />
  );
}

/** What orders came to, by day. */
export function RevenueByDay({ orders: { days, amount }, nameDay }: OrderFiguresProps): JSX.Element {
  const { revenue: words, day: heading } = useWords(figuresWords);
  const { money, day } = useFormats();
  const best = highestOf(days, (row) => Number(row.amount));
  const sentence = best && [words.best(nameDay(best.day), money(best.amount)), words.all(money(amount))];
  return (
    <Figure
      title={words.title}
      sentence={sentence?.join(' ') ?? null}
      rows={days}
      keyOf={(row) => row.day}
      columns={[
        { heading, cell: (row) => day(row.day) },
        { heading: words.amount, cell: (row) => money(row.amount), isFigure: true },
      ]}
      plot={
        <DayPlot
          title={words.title}
          bars={days.map((row) => ({
            ...{ day: row.day, value: Number(row.amount) },
            says: `${day(row.day)}: ${money(row.amount)}`,
          }))}
        />
      }
    />
  );
}
