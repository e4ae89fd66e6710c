import type { ApiPropertyOptions } from '@nestjs/swagger';
import { defineField, type FieldOptions } from './fields.js';
import { tidyPasted } from './pasted-text.js';

/** One of the given words. */
export const ChoiceField = (choices: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (choices.includes(value as string) ? null : `must be one of ${choices.join(', ')}`),
    { type: String, enum: [...choices] },
    options,
    tidyPasted,
  );

/**
 * One or more of the given words, as a list or as text with spaces or commas between them.
 * The DTO's property holds text with one space between; {@link splitWords} reads it.
 */
export const WordsField = (words: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => {
      const given = typeof value === 'string' ? splitWords(value) : [];
      // Each word once: a longer list repeats some.
      const isTaken = given.length > 0 && given.length <= words.length && given.every((each) => words.includes(each));
      return isTaken ? null : `must be a list of one or more of ${words.join(', ')}`;
    },
    {
      oneOf: [
        { type: 'array', items: { type: 'string', enum: [...words] }, minItems: 1, maxItems: words.length },
        { type: 'string' },
      ],
    } as ApiPropertyOptions,
    { ...options, takesList: true },
    (text) => tidyPasted(text).replace(/[ ,]+/g, ' '),
  );

/** The words of a field, in their order. */
export const splitWords = (text: string): string[] => text.split(' ').filter((word) => word !== '');
