/** Exact decimal text without the zeros that say nothing, but with two places at least: "0.8000" is "0.80", "0.8125" stays. */
export const price = (decimal: string | null): string | null => {
  if (decimal === null) return null;
  const [whole, fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
};
