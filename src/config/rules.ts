import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUrl, Max, Min, MinLength } from 'class-validator';

const all =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const rule of rules) rule(target, key);
  };

/** Several values in one variable, a comma between them. */
export const commaSeparated = Transform(({ value }) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value));

/** Text that may be left out, but is not empty. */
export const optionalText = all(IsOptional(), MinLength(1));

/** A web address that may be left out. */
export const optionalUrl = all(IsOptional(), IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true }));

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number): PropertyDecorator => all(IsInt(), Min(least), Max(most));
