import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import type { FieldFault } from '../errors.js';
import { InvalidRequest } from './invalid-request.error.js';
import { isStorable } from './text.js';

/** Errors that are reported carry neither the request nor its values. */
const RULES = { whitelist: true, forbidNonWhitelisted: true, validationError: { target: false, value: false } };

/**
 * Holds every body and query to its DTO; parts of an address have pipes of their own. Values are text, numbers or truth values: nothing of ours
 * nests, so nested values are refused before anything walks into them. A field the DTO does not know is refused by name. No rule of ours waits for
 * anything, so none is awaited; Nest's own pipe, made for all cases, takes twice as long. A route without a DTO reads strangers' forms by itself.
 * @throws InvalidRequest naming each field at fault
 */
@Injectable()
export class RequestValidation implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || type === 'param') return value;
    const fields = plainFields(value ?? {});
    if (metatype === undefined || metatype === Object) return fields;
    const request: object = plainToInstance(metatype, fields);
    const errors = validateSync(request, RULES);
    if (errors.length > 0) throw new InvalidRequest(errors.flatMap(faultsOf));
    return request;
  }
}

const UNKNOWN = 'is not a field of this request';

/** Fields that are looked at one by one; no request of ours has half as many, and thousands of them would keep the process busy. */
const FIELDS_MOST = 30;

function plainFields(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidRequest([{ field: 'body', message: 'must be a JSON object' }]);
  }
  const fields = Object.entries(value);
  if (fields.length > FIELDS_MOST) throw new InvalidRequest([{ field: 'body', message: `must have at most ${FIELDS_MOST} fields` }]);
  const faults = fields.flatMap(([field, held]): FieldFault[] => {
    // class-transformer passes over the names that every object has, so the whitelist would not see them.
    if (field in Object.prototype) return [{ field, message: UNKNOWN }];
    if (typeof held === 'object' && held !== null) return [{ field: shown(field), message: 'must be text or a number' }];
    if (!isStorable(field) || (typeof held === 'string' && !isStorable(held)))
      return [{ field: shown(field), message: 'holds characters that are not text' }];
    return [];
  });
  if (faults.length > 0) throw new InvalidRequest(faults);
  return value;
}

/** A field's name as an answer may repeat it: short, and text. */
const shown = (field: string): string => field.slice(0, 60).toWellFormed();

function faultsOf({ property, constraints = {} }: ValidationError): FieldFault[] {
  const [first = 'is not valid'] = 'whitelistValidation' in constraints ? [UNKNOWN] : Object.values(constraints);
  return [{ field: shown(property), message: first.replace(`${property} `, '') }];
}
