import { Body, type CanActivate, type ExecutionContext, type PipeTransform, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest, refuseField } from '../problems/invalid-request.error.js';

/** Refuses every field by name. @throws InvalidRequest */
function refuseFields(fields: object): void {
  const faults = Object.keys(fields).map(refuseField);
  if (faults.length > 0) throw new InvalidRequest(faults);
}

class NoFieldsPipe implements PipeTransform {
  transform(fields: object): void {
    refuseFields(fields);
  }
}

const noQuery: CanActivate = {
  canActivate(context: ExecutionContext): boolean {
    refuseFields(context.switchToHttp().getRequest<FastifyRequest>().query as object);
    return true;
  },
};

/**
 * Marks the body of a route that takes no fields. A field that is sent all the same is refused by
 * name.
 */
export const NoFields = (): ParameterDecorator => Body(new NoFieldsPipe());

/**
 * Marks a route whose address takes no query.
 * It is a guard, since a parameter with pipes would take more time of every request.
 */
export const NoQuery = (): MethodDecorator => UseGuards(noQuery);
