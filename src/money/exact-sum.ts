const PLACES = 4;

/** The sum of decimal texts with 4 places at most, as such a text, to the last digit. */
export function sumOf(decimals: readonly string[]): string {
  const units = decimals.map((decimal) => {
    const [whole = '0', fraction = ''] = decimal.split('.');
    return BigInt(whole + fraction.padEnd(PLACES, '0'));
  });
  const digits = String(units.reduce((sum, unit) => sum + unit, 0n)).padStart(PLACES + 1, '0');
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}
