import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import type { FieldFault } from '../../errors.js';
import { InvalidRequest, nameFault } from '../problems/invalid-request.error.js';
import { type FieldRule, gatherRules, type RequestRules } from './field-rules.js';
import { isStorable } from './fields.js';
import { explainUnknownField } from './unknown-fields.js';

type Fields = Record<string, unknown>;

/**
 * Checks every body and query against its DTO.
 * - Values are text, numbers or truth values, or a list of words; no request of ours nests objects.
 * - A field that the DTO does not know is refused by name, with the field that was meant.
 * - All faults are in one answer.
 * - Parts of an address have pipes of their own.
 * - A route without a DTO reads the forms of other services, and checks the fields itself.
 * - class-validator gathers a class's rules anew for each request.
 *   That took a sixth of the processor time of placing an order, so the rules are ours.
 * @throws InvalidRequest naming each field at fault
 */
@Injectable()
export class RequestValidation implements PipeTransform {
  /** @param currency the shop's */
  constructor(private readonly currency: string) {}

  transform(value: unknown = {}, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || type === 'param') return value;
    if (metatype === undefined || metatype === Object) return takeForeignFields(value);
    return makeRequest(metatype, takeFields(value), this.currency);
  }
}

/**
 * Makes a request of the fields of a page's form, by the rules of its DTO.
 * @param currency the shop's
 * @throws InvalidRequest naming each field at fault
 */
export const checkFields = <Dto extends object>(dto: Type<Dto>, fields: Readonly<Fields>, currency: string): Dto =>
  makeRequest(dto, fields, currency) as Dto;

/** No request of ours has half as many fields. Checking thousands would keep the process busy. */
const FIELDS_MOST = 30;

function takeFields(value: unknown): Fields {
  if (!isFields(value)) throw new InvalidRequest([{ field: 'body', message: explainNoObject(value) }]);
  if (Object.keys(value).length > FIELDS_MOST)
    throw new InvalidRequest([{ field: 'body', message: `must have at most ${FIELDS_MOST} fields` }]);
  return value;
}

function explainNoObject(value: unknown): string {
  const wanted = 'must be a JSON object';
  if (Array.isArray(value)) return `${wanted}, not a list: send each object alone, without [ ] around it`;
  return typeof value === 'string' ? `${wanted}, not a text: send it without quotes around it` : wanted;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Takes the fields of another service's form, whatever their names and their number. The service
 * cannot act on a refusal, so what is no text is left out.
 */
function takeForeignFields(value: unknown): Fields {
  const fields = Object.entries(isFields(value) ? value : {}).filter(
    ([name, each]) => !isNested(each) && isStorable(name),
  );
  return Object.fromEntries(fields.map(([name, each]) => [name, String(each)]));
}

const UNSTORABLE = 'holds characters that are not text';

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Makes the request, or names every fault that it has. @throws InvalidRequest */
function makeRequest(type: Type<object>, sent: Fields, currency: string): object {
  const rules = gatherRules(type);
  const request = new type() as Fields;
  const { fields, faults } = unwrap(sent, rules);
  for (const name of Object.keys(fields)) if (!rules.fields.has(name)) faults.push(refuseUnknown(name, rules));
  for (const { name, optional, tidy, fault, takesList } of rules.fields.values()) {
    // Clients write an absent field as null too.
    const sentValue = fields[name] ?? undefined;
    const value = tidyValue(takesList ? joinTexts(sentValue) : sentValue, tidy);
    if (value === undefined && optional) continue;
    const message = value === undefined ? 'is required' : checkValue(value, (each) => fault(each, currency));
    if (message === null) request[name] = value;
    else faults.push({ field: name, message });
  }
  if (faults.length > 0)
    throw new InvalidRequest([...faults, ...checkLate(request, rules, currency), ...checkAlternatives(fields, rules)]);
  return request;
}

/**
 * Takes the fields of the request out of an object around them, such as `{"order": {…}}`.
 * The object is a fault, and the faults of the fields in it are found with the others.
 */
function unwrap(sent: Fields, { fields: known }: RequestRules): { fields: Fields; faults: FieldFault[] } {
  let fields = sent;
  const faults: FieldFault[] = [];
  for (const [name, value] of Object.entries(sent)) {
    if (known.has(name) || !isFields(value) || !Object.keys(value).some((inner) => known.has(inner))) continue;
    const { [name]: _, ...others } = fields;
    fields = { ...value, ...others };
    const shown = nameFault(name, '').field;
    faults.push(nameFault(name, `is an object around the fields: send them without "${shown}" around them`));
  }
  return { fields, faults };
}

const refuseUnknown = (name: string, rules: RequestRules): FieldFault =>
  isStorable(name) ? explainUnknownField(name, rules) : nameFault(name, UNSTORABLE);

/** A list or an object is refused as such, with what the field takes instead. */
function checkValue(value: unknown, fault: (value: unknown) => string | null): string | null {
  if (!isNested(value)) return typeof value === 'string' && !isStorable(value) ? UNSTORABLE : fault(value);
  return `is ${Array.isArray(value) ? 'a list' : 'an object'}, but ${fault(value) ?? 'must be text or a number'}`;
}

/** The faults that the service would find in the fields that are right so far. */
const checkLate = (request: Fields, { fields }: RequestRules, currency: string): FieldFault[] =>
  [...fields.values()].flatMap(({ name, lateFault }) => {
    const message = request[name] === undefined ? null : (lateFault?.(request[name], currency) ?? null);
    return message === null ? [] : [{ field: name, message }];
  });

/** The fault of a request that has none or both of two fields of which it must have one. */
function checkAlternatives(fields: Fields, { alternatives }: RequestRules): FieldFault[] {
  if (alternatives === null) return [];
  const sent = alternatives.filter((name) => (fields[name] ?? null) !== null);
  if (sent.length === 1) return [];
  return [{ field: alternatives[0], message: `give exactly one of ${alternatives.join(' and ')}` }];
}

/** A list with anything but texts in it stays as it is, to be refused. */
const joinTexts = (value: unknown): unknown =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.join(' ') : value;

/** A number becomes the text that JSON wrote: those that would change are texts already. */
function tidyValue(value: unknown, tidy: FieldRule['tidy']): unknown {
  if (typeof value === 'string') return tidy(value);
  return typeof value === 'number' ? String(value) : value;
}
