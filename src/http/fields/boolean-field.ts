import type { ApiPropertyOptions } from '@nestjs/swagger';
import { defineField, type FieldOptions } from './fields.js';
import { tidyPasted } from './pasted-text.js';

/** Yes or no, as JSON has it or as text. {@link isTrue} reads it. */
export const BooleanField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (['true', 'false'].includes(String(value)) ? null : 'must be true or false'),
    { oneOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }] } as ApiPropertyOptions,
    { optional: true, example: 'true', ...options },
    tidyPasted,
  );

/** Whether the value of a {@link BooleanField} says yes. */
export const isTrue = (value: boolean | string): boolean => String(value) === 'true';
