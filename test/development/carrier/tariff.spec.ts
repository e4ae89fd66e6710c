import { describe, expect, it } from '@jest/globals';
import { findNetwork } from '../../../src/development/carrier/tariff.js';

describe('findNetwork', () => {
  it.each([
    ['+254712345678', 'Safaricom'],
    ['+254110345678', 'Safaricom'],
    ['+254733345678', 'Airtel'],
    ['+254770345678', 'Telkom'],
    ['+254763345678', 'Equitel'],
    ['+447400123456', 'abroad'],
  ])('finds the network of %s, which is %s', (phone, name) => {
    expect(findNetwork(phone).name).toBe(name);
  });
});
