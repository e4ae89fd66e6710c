import type { Type } from '@nestjs/common';

/** One field of a request: how its text is made regular, and what must be true of it then. */
export interface FieldRule {
  readonly name: string;
  readonly optional: boolean;
  readonly tidy: (text: string) => string;
  /** What is wrong with a value, as the end of a sentence that begins with the field's name; null when nothing is. */
  readonly fault: (value: unknown) => string | null;
}

const stated = new Map<object, FieldRule[]>();
const gathered = new Map<Type<object>, ReadonlyMap<string, FieldRule>>();

/** States the rule of one field of the class whose prototype this is. */
export function stateRule(prototype: object, rule: FieldRule): void {
  stated.set(prototype, [...(stated.get(prototype) ?? []), rule]);
}

/** The rules of a class by their fields' names, those that it inherits last. They are gathered once. */
export function rulesOf(type: Type<object>): ReadonlyMap<string, FieldRule> {
  const known = gathered.get(type);
  if (known !== undefined) return known;
  const rules = new Map<string, FieldRule>();
  for (let prototype = type.prototype; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    for (const rule of stated.get(prototype) ?? []) if (!rules.has(rule.name)) rules.set(rule.name, rule);
  }
  gathered.set(type, rules);
  return rules;
}
