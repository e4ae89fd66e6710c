import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../src/config/load-config.js';
import { nearestCurrency, placesOf } from '../src/currencies.js';

const load = (CURRENCY: string) => () => loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, CURRENCY });

describe('placesOf', () => {
  it.each([
    [0, 'UGX RWF BIF DJF KMF GNF XAF XOF XPF JPY KRW VND CLP ISK PYG VUV'],
    [2, 'KES TZS ETB NGN ZAR GHS EGP MAD USD EUR GBP INR SOS SDG SSP MGA ZMW MWK MZN CDF'],
    [2, 'IDR PKR HUF AFN LBP MMK YER ALL COP IRR LAK SYP KPW TWD RSD CRC'],
    [3, 'BHD IQD JOD KWD LYD OMR TND'],
  ])('has %d places by ISO 4217 for %s', (places, codes) => {
    for (const code of codes.split(' ')) expect([code, placesOf(code)]).toEqual([code, places]);
  });
});

describe('CURRENCY', () => {
  it('takes each currency that is in force', () => {
    const codes = 'KES UGX TZS RWF BIF ETB SOS SSP SDG ERN DJF NGN GHS ZAR ZMW ZWG SLE MRU STN VED XCG USD EUR BHD KWD';
    for (const code of codes.split(' ')) expect(load(code)().CURRENCY).toBe(code);
  });

  it.each(['XXX', 'XTS', 'XAU', 'XDR', 'ABC', 'BTC', 'DEM', 'HRK', 'SLL', 'ZWL', 'KSH', 'KES.', 'K', 'KESS', '404'])(
    'refuses %s at start',
    (code) => {
      expect(load(code)).toThrow('CURRENCY: must be a currency of ISO 4217, such as KES');
    },
  );

  it.each([
    ['KSH', 'KES'],
    ['kes', 'KES'],
    ['KSh.', 'KES'],
    ['KEN', 'KES'],
    ['SEK ', 'SEK'],
    ['USH', 'UGX'],
    ['UGS', 'UGX'],
    ['TSH', 'TZS'],
    ['TSZ', 'TZS'],
    ['FRW', 'RWF'],
    ['FCFA', 'XOF'],
    ['GHC', 'GHS'],
    ['Naira', 'NGN'],
    ['ZMK', 'ZMW'],
    ['EURO', 'EUR'],
    ['USS', 'USD'],
    ['GPB', 'GBP'],
    ['SLL', 'SLE'],
  ])('tells for %s that %s may be meant', (written, meant) => {
    expect(nearestCurrency(written)).toBe(meant);
    if (!['SEK ', 'kes'].includes(written)) expect(load(written)).toThrow(`did you mean ${meant}?`);
  });

  it.each(['QQQ', '254', '404', 'Q', 'KENYASHILLING'])('suggests no currency for %s, since none is near', (written) => {
    expect(nearestCurrency(written)).toBeNull();
  });
});
