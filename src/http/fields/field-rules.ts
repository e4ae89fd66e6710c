import type { Type } from '@nestjs/common';

/** One field of a request: how its text is made regular, and what must be true of it then. */
export interface FieldRule {
  readonly name: string;
  readonly optional: boolean;
  readonly tidy: (text: string) => string;
  /**
   * What is wrong with a value, as the end of a sentence that begins with the field's name; null
   * when nothing is.
   */
  readonly fault: (value: unknown) => string | null;
}

const statedRules = new Map<object, FieldRule[]>();
const gatheredRules = new Map<Type<object>, ReadonlyMap<string, FieldRule>>();

/** States the rule of one field of the class whose prototype this is. */
export function stateRule(prototype: object, rule: FieldRule): void {
  statedRules.set(prototype, [...(statedRules.get(prototype) ?? []), rule]);
}

/**
 * The rules of a class by the names of its fields, inherited ones last. They are gathered at the
 * first call.
 */
export function gatherRules(type: Type<object>): ReadonlyMap<string, FieldRule> {
  const gathered = gatheredRules.get(type);
  if (gathered !== undefined) return gathered;
  const rules = new Map<string, FieldRule>();
  for (let prototype = type.prototype; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    for (const rule of statedRules.get(prototype) ?? []) if (!rules.has(rule.name)) rules.set(rule.name, rule);
  }
  gatheredRules.set(type, rules);
  return rules;
}
