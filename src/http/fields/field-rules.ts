import type { Type } from '@nestjs/common';

/** One field of a request: how its text is made regular, and what must be true of it then. */
export interface FieldRule {
  readonly name: string;
  readonly optional: boolean;
  /** Names that other services and their users have for it, such as `price` for an amount. */
  readonly alsoCalled: readonly string[];
  /**
   * What is wrong with a value that the service alone can judge, as far as it shows here. It only
   * completes the answer to a request that has other faults; null when nothing shows.
   */
  readonly lateFault: FindFault | null;
  readonly tidy: (text: string) => string;
  /** Whether a list of texts stands for its elements with spaces between. */
  readonly takesList: boolean;
  /**
   * What is wrong with a value, as the end of a sentence that begins with the field's name; null
   * when nothing is.
   */
  readonly fault: FindFault;
}

/** @param currency the shop's, since amounts and what is said of them follow it */
type FindFault = (value: unknown, currency: string) => string | null;

/** What a request says of its fields together. */
export interface RequestRules {
  readonly fields: ReadonlyMap<string, FieldRule>;
  /** Fields of which a request has exactly one; null if there are none. */
  readonly alternatives: readonly [string, string] | null;
  /** What to do instead of sending a field that the request does not have, by its name. */
  readonly instead: Readonly<Record<string, string>>;
}

type StatedRules = Partial<Pick<RequestRules, 'alternatives' | 'instead'>>;

const statedFields = new Map<object, FieldRule[]>();
const statedRules = new Map<object, StatedRules>();
const gatheredRules = new Map<Type<object>, RequestRules>();

/** States the rule of one field of the class whose prototype this is. */
export function stateRule(prototype: object, rule: FieldRule): void {
  statedFields.set(prototype, [...(statedFields.get(prototype) ?? []), rule]);
}

/**
 * States which two fields exclude each other. It only completes the answer to a request that has
 * other faults. The service refuses a request that has no other.
 */
export const ExactlyOneOf = (one: string, other: string): ClassDecorator => {
  return stateOfClass({ alternatives: [one, other] });
};

/**
 * Says what to do instead of sending certain fields that the request does not have.
 * @param instead by the name of the field, as the rest of a sentence
 */
export const Instead = (instead: Readonly<Record<string, string>>): ClassDecorator => stateOfClass({ instead });

const stateOfClass = (stated: StatedRules): ClassDecorator => {
  return ({ prototype }) => {
    statedRules.set(prototype, { ...statedRules.get(prototype), ...stated });
  };
};

/**
 * The rules of a class. Those of its fields stand by their names, inherited ones last. They are
 * gathered at the first call.
 */
export function gatherRules(type: Type<object>): RequestRules {
  const gathered = gatheredRules.get(type);
  if (gathered !== undefined) return gathered;
  const fields = new Map<string, FieldRule>();
  let rules: StatedRules = {};
  for (let prototype = type.prototype; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    for (const rule of statedFields.get(prototype) ?? []) if (!fields.has(rule.name)) fields.set(rule.name, rule);
    const stated = statedRules.get(prototype);
    rules = { ...stated, ...rules, instead: { ...stated?.instead, ...rules.instead } };
  }
  const whole = { alternatives: null, instead: {}, ...rules, fields };
  gatheredRules.set(type, whole);
  return whole;
}
