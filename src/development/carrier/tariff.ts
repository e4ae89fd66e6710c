/** A Kenyan mobile network: its code in delivery reports and what it charges for one SMS, in hundredths of a shilling. */
export interface Network {
  readonly name: string;
  readonly code: string;
  readonly centsPerSms: number;
}

const SAFARICOM: Network = { name: 'Safaricom', code: '63902', centsPerSms: 80 };
const AIRTEL: Network = { name: 'Airtel', code: '63903', centsPerSms: 85 };
const TELKOM: Network = { name: 'Telkom', code: '63907', centsPerSms: 100 };
const EQUITEL: Network = { name: 'Equitel', code: '63999', centsPerSms: 80 };
const ABROAD: Network = { name: 'abroad', code: '99999', centsPerSms: 900 };

/** Prefixes after +254, as the Communications Authority gave them out. */
const PREFIXES: readonly [RegExp, Network][] = [
  [/^(73|75[0-6]|762|78|10)/, AIRTEL],
  [/^77/, TELKOM],
  [/^76[3-5]/, EQUITEL],
  [/^[71]/, SAFARICOM],
];

export function networkOf(phone: string): Network {
  const [, local] = /^\+254(\d+)$/.exec(phone) ?? [];
  if (local === undefined) return ABROAD;
  return PREFIXES.find(([prefix]) => prefix.test(local))?.[1] ?? SAFARICOM;
}

/** An amount as the carrier writes it: "KES 0.8000". */
export const written = (cents: number): string => `KES ${(cents / 100).toFixed(4)}`;
