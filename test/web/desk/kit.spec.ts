import { describe, expect, it } from '@jest/globals';
import { NotFoundException } from '@nestjs/common';
import type { Config } from '../../../src/config/config.js';
import { KitController } from '../../../src/web/desk/kit/kit.controller.js';

const kitOf = (NODE_ENV: Config['NODE_ENV']) => new KitController({ NODE_ENV } as Config);

describe('GET /desk/kit', () => {
  it('is nothing in production, and a page elsewhere', () => {
    expect(() => kitOf('production').show()).toThrow(NotFoundException);
    expect(kitOf('development').show()).toBeDefined();
  });
});
