import { Body, Controller, createParamDecorator, type ExecutionContext, Post, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../http/access/access.js';
import { Caller, type Principal } from '../../http/access/principal.js';
import { isTrue } from '../../http/fields/boolean-field.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { PlacedOrderDto, TakenOrderDto } from '../order.dto.js';
import type { PlacedOrder } from '../order.js';
import { PlaceOrderDto, TakeOrderDto } from '../orders.dto.js';
import { OrdersService } from '../orders.service.js';
import { IntakeService } from './intake.service.js';

const NEEDS_CUSTOMER = 'First register the customer: `POST /api/customer`.';

const keyHeader = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any 1 to 255 printable characters, such as `order-2024-10-01-0001`: the same key and body never make a second order.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/**
 * The request's `Idempotency-Key` (IETF draft httpapi-idempotency-key-header); null without one.
 * @throws InvalidRequest unless it is 1 to 255 printable characters
 */
const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new InvalidRequest([{ field: 'Idempotency-Key', message: 'must be 1 to 255 printable characters' }]);
});

/** Placing an order. The phone API and the admin API have different paths for it. */
@ApiTags('orders')
@ApiHeader(keyHeader)
@Controller('api')
export class PlacementsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly intake: IntakeService,
  ) {}

  @Post(['orders/create', 'orders'])
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Place an order',
    description: `The customer gets an SMS about it, unless \`notify\` is false. ${NEEDS_CUSTOMER}`,
  })
  @ApiCreatedResponse({ type: PlacedOrderDto })
  @Problems(400, 404, 422)
  async place(
    @Body() body: PlaceOrderDto,
    @IdempotencyKey() key: string | null,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlacedOrderDto> {
    const { customer_code, phone, item, amount, notify = true } = body;
    const order = { customer_code, phone, item, amount, notify: isTrue(notify) };
    return PlacedOrderDto.of(present(await this.orders.place(order, caller.id, key), reply));
  }

  @Post('order')
  @Allow('orders:write', { openIntake: true })
  @ApiOperation({
    summary: 'Place an order, also without a token while OPEN_INTAKE is on',
    description: `A caller without a token learns only the id of the order. ${NEEDS_CUSTOMER}`,
  })
  @ApiBody({
    type: PlaceOrderDto,
    examples: {
      mobile: { summary: 'For a customer with a mobile phone', value: {} },
      landline: {
        summary: 'For a customer with a landline, whose notification fails',
        value: { phone: '020 2012345' },
      },
    },
  })
  @ApiExtraModels(TakenOrderDto)
  @ApiCreatedResponse({
    schema: { anyOf: [{ $ref: getSchemaPath(PlacedOrderDto) }, { $ref: getSchemaPath(TakenOrderDto) }] },
  })
  @Problems(400, 404, 422)
  async take(
    @Body() body: TakeOrderDto,
    @IdempotencyKey() key: string | null,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlacedOrderDto | TakenOrderDto> {
    if (caller.kind === 'nobody')
      return TakenOrderDto.of(present(await this.intake.take(body, caller.source ?? '', key), reply));
    return PlacedOrderDto.of(present(await this.orders.place(body, caller.id, key), reply));
  }
}

/** Marks an answer that was given before, and names the order for the log. */
function present(placed: PlacedOrder, reply: FastifyReply): PlacedOrder {
  reply.request.about = { order_id: placed.id, notification_id: placed.sms_id ?? undefined };
  if (placed.replayed) reply.header('Idempotent-Replayed', 'true');
  return placed;
}
