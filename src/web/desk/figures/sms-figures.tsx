import type { JSX } from 'preact';
import type { NetworkRow } from '../../../notifications/figures/sms-figures.repository.js';
import type { SpendFigures } from '../../../notifications/figures/sms-figures.service.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { DayPlot } from './day-plot.js';
import { Figure } from './figure.js';
import { figuresWords } from './figures.words.js';
import { NetworkPlot } from './network-plot.js';
import { highestOf } from './plot-area.js';

/** Networks by the codes that Africa's Talking gives them. Names of companies have one language. */
const NETWORKS: Readonly<Record<string, string>> = {
  '63902': 'Safaricom',
  '63903': 'Airtel',
  '63907': 'Telkom',
  '63999': 'Equitel',
};
const SANDBOX = '99999';

/** Writes a share of 1, such as 97.5%. */
function useShare(): (share: number) => string {
  const { language } = usePageContext();
  const format = new Intl.NumberFormat(`${language}-KE`, { style: 'percent', maximumFractionDigits: 1 });
  return (share) => format.format(share);
}

interface NetworksProps {
  /** Those with most SMS first. */
  readonly networks: readonly NetworkRow[];
}

/** The share of SMS that each network delivered. */
export function DeliveredByNetwork({ networks }: NetworksProps): JSX.Element {
  const { networks: words } = useWords(figuresWords);
  const { count } = useFormats();
  const write = useShare();
  const rows = networks.map(({ network_code: code, delivered, undelivered }) => ({
    ...{ code, delivered, undelivered, sms: delivered + undelivered, share: delivered / (delivered + undelivered) },
    network: code === SANDBOX ? words.sandbox : (NETWORKS[code] ?? words.unnamed(code)),
  }));
  const [first] = rows;
  const worst = highestOf(rows, ({ share }) => 1 - share);
  const sentence = first && [
    words.one(first.network, write(first.share), count(first.sms)),
    ...(worst === null || worst === first ? [] : [words.worst(worst.network, write(worst.share))]),
  ];
  return (
    <Figure
      title={words.title}
      sentence={sentence?.join(' ') ?? null}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        { heading: words.network, cell: ({ network }) => network },
        { heading: words.delivered, cell: ({ delivered }) => count(delivered), isFigure: true },
        { heading: words.undelivered, cell: ({ undelivered }) => count(undelivered), isFigure: true },
        { heading: words.share, cell: ({ share }) => write(share), isFigure: true },
      ]}
      plot={
        <NetworkPlot
          title={words.title}
          bars={rows.map(({ network, share, delivered, sms }) => ({
            ...{ network, share, written: write(share) },
            says: words.bar(network, count(delivered), count(sms), write(share)),
          }))}
        />
      }
    />
  );
}

interface SpendProps {
  readonly spend: SpendFigures;
  /** Writes a day in a sentence. */
  readonly nameDay: (day: string) => string;
}

/** What SMS cost by day, against what a day may cost. */
export function SpendByDay({ spend: { days, spent, budget, currency }, nameDay }: SpendProps): JSX.Element {
  const { spend: words, day: heading } = useWords(figuresWords);
  const { day } = useFormats();
  const write = useShare();
  const money = (amount: string): string => formatMoney(amount, currency);
  const share = (amount: string): string => write(Number(budget) === 0 ? 1 : Number(amount) / Number(budget));
  const dearest = highestOf(days, (row) => Number(row.spent));
  const sentence = dearest && [
    words.dearest(nameDay(dearest.day), money(dearest.spent), share(dearest.spent)),
    words.all(money(spent), money(budget)),
  ];
  return (
    <Figure
      title={words.title}
      sentence={sentence?.join(' ') ?? null}
      rows={days}
      keyOf={(row) => row.day}
      columns={[
        { heading, cell: (row) => day(row.day) },
        { heading: words.spent, cell: (row) => money(row.spent), isFigure: true },
        { heading: words.share, cell: (row) => share(row.spent), isFigure: true },
      ]}
      plot={
        <DayPlot
          title={words.title}
          limit={{ value: Number(budget), says: words.budget(money(budget)) }}
          bars={days.map((row) => ({
            ...{ day: row.day, value: Number(row.spent) },
            says: `${day(row.day)}: ${money(row.spent)}`,
          }))}
        />
      }
    />
  );
}
