import { isIP } from 'node:net';
import { Transform } from 'class-transformer';
import {
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { getCountries } from 'libphonenumber-js/max';

const allOf =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const rule of rules) rule(target, key);
  };

/** Several values in one variable, with commas between them. */
export const commaSeparated = Transform(({ value }) =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
);

/** One text or more, each of `leastLength` characters or more, comma-separated. */
export const textList = (leastLength: number): PropertyDecorator =>
  allOf(MinLength(leastLength, { each: true }), ArrayMinSize(1), commaSeparated);

/** One of the given words. */
export const oneOf = (...words: readonly string[]): PropertyDecorator => IsIn(words);

/** Text that may be left out, but is not empty. */
export const optionalText = allOf(IsOptional(), MinLength(1));

/** A web address that may be left out. */
export const optionalUrl = allOf(
  IsOptional(),
  IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true }),
);

/** A whole number from `least` to `most`, both included. */
export const wholeNumber = (least: number, most: number): PropertyDecorator => allOf(IsInt(), Min(least), Max(most));

/** A country that has telephone numbers, as ISO 3166 alpha-2. */
export const country = IsIn(getCountries(), {
  message: 'must be a country with telephones, in two capital letters, such as KE',
});

/** One such country or more, comma-separated. */
export const countryList = allOf(
  IsIn(getCountries(), { each: true, message: 'each must be a country code such as KE' }),
  ArrayMinSize(1),
  commaSeparated,
);

/** What the body of an SMS about an order may name in braces. */
const TEMPLATE_FIELDS = ['first_name', 'order_number', 'item', 'currency', 'amount', 'shop'];

/** Body of an SMS about an order: 10 to 300 characters on one line, with field names in braces. */
export const orderTemplate = Matches(
  new RegExp(`^(?=.{10,300}$)(?:[^{}\\p{Cc}]|\\{(?:${TEMPLATE_FIELDS.join('|')})\\})+$`, 'u'),
  {
    message: `must be one line of at most 300 characters, with no other fields than {${TEMPLATE_FIELDS.join('}, {')}}`,
  },
);

/** IP addresses, or CIDR ranges such as 10.0.0.0/8, comma-separated. They may be left out. */
export const optionalNetworks = allOf(
  IsOptional(),
  commaSeparated,
  ValidateBy(
    {
      name: 'isNetwork',
      validator: {
        validate: isNetwork,
        defaultMessage: () => 'each part must be an address or a range, such as 10.0.0.0/8',
      },
    },
    { each: true },
  ),
);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}
