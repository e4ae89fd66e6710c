/** A mobile network, as the carrier knows it. */
export interface Network {
  readonly name: string;
  /** Its code in delivery reports. */
  readonly code: string;
  /** Price of one segment, in hundredths of a shilling. */
  readonly centsPerSms: number;
}

const SAFARICOM: Network = { name: 'Safaricom', code: '63902', centsPerSms: 80 };
const AIRTEL: Network = { name: 'Airtel', code: '63903', centsPerSms: 85 };
const TELKOM: Network = { name: 'Telkom', code: '63907', centsPerSms: 100 };
const EQUITEL: Network = { name: 'Equitel', code: '63999', centsPerSms: 80 };
const ABROAD: Network = { name: 'abroad', code: '99999', centsPerSms: 900 };

/** Prefixes after +254, as Kenya's Communications Authority allotted them. First match counts. */
const PREFIXES: readonly [RegExp, Network][] = [
  [/^(73|75[0-6]|762|78|10)/, AIRTEL],
  [/^77/, TELKOM],
  [/^76[3-5]/, EQUITEL],
  [/^[71]/, SAFARICOM],
];

/** The network of a number in E.164; its prefix decides. */
export function findNetwork(phone: string): Network {
  const [, local] = /^\+254(\d+)$/.exec(phone) ?? [];
  if (local === undefined) return ABROAD;
  return PREFIXES.find(([prefix]) => prefix.test(local))?.[1] ?? SAFARICOM;
}

/** An amount as the carrier writes it on the wire: "KES 0.8000". */
export const writeCharge = (cents: number): string => `KES ${(cents / 100).toFixed(4)}`;

/** The same as our answers show it: "KES 0.80". */
export const formatCents = (cents: number): string => `KES ${(cents / 100).toFixed(2)}`;
