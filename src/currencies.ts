/**
 * Currencies by their minor units: the decimal places that an amount has (ISO 4217, list one).
 * - Codes that were in force in 2025 or since. Funds, metals and test codes are not among them.
 * - `Intl` has the places of CLDR, which are those of daily use. They differ for 16 of these,
 *   such as IDR, PKR and MGA, and change with the release of Node.
 */
const CODES_BY_PLACES: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP ' +
    'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR ' +
    'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN ' +
    'NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP ' +
    'SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

const PLACES = new Map(
  Object.entries(CODES_BY_PLACES).flatMap(([places, codes]) => codes.split(' ').map((code) => [code, +places])),
);

/** Decimal places of an amount in a currency: 0, 2 or 3; 2 for a code that the list lacks. */
export const placesOf = (currency: string): number => PLACES.get(currency) ?? 2;

/** Whether it is the code of a currency in force, such as KES. */
export const isCurrency = (value: unknown): boolean => PLACES.has(value as string);

/** What people write instead of the code: short names, and codes that were replaced. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ...{ KSH: 'KES', KSHS: 'KES', SHILLING: 'KES', USH: 'UGX', USHS: 'UGX', UGS: 'UGX', TSH: 'TZS', TSHS: 'TZS' },
  ...{ FRW: 'RWF', RF: 'RWF', BIRR: 'ETB', NAIRA: 'NGN', CEDI: 'GHS', GHC: 'GHS', RAND: 'ZAR', ZMK: 'ZMW' },
  ...{ CFA: 'XOF', FCFA: 'XOF', EURO: 'EUR', DOLLAR: 'USD', POUND: 'GBP', STG: 'GBP', YEN: 'JPY', RMB: 'CNY' },
  ...{ HRK: 'EUR', MRO: 'MRU', SLL: 'SLE', STD: 'STN', ZWL: 'ZWG', ZWD: 'ZWG', BYR: 'BYN', MZM: 'MZN', VEF: 'VES' },
};

/** The code that somebody may have meant; null when none is near. */
export function nearestCurrency(written: string): string | null {
  const word = written.trim().toUpperCase().replace(/\.+$/, '');
  const named = PLACES.has(word) ? word : OTHER_NAMES[word];
  if (named !== undefined) return named;
  const [best] = Array.from(PLACES.keys(), (code) => ({ code, likeness: likenessOf(word, code) }))
    .filter(({ likeness }) => likeness >= 2)
    .sort((one, other) => other.likeness - one.likeness);
  return best?.code ?? null;
}

/**
 * How many letters of a code stand where the word has them. Two that changed places count as one.
 */
function likenessOf(word: string, code: string): number {
  const inPlace = Array.from(code).filter((letter, at) => word[at] === letter).length;
  const swapped = word.length === code.length && Array.from(word).sort().join() === Array.from(code).sort().join();
  return Math.abs(word.length - code.length) > 1 ? 0 : inPlace + (swapped ? 1 : 0);
}
