import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { UserUnknown } from '../../../users/users.errors.js';
import { isFirstPage, readCursorPage } from '../../kit/cursor-page.js';
import { readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { PeoplePage } from './people.page.js';
import { PERSON_FIELDS, PeopleService } from './people.service.js';
import { PersonPage } from './person.page.js';

const PEOPLE_A_PAGE = 25;

const idPipe = new IdPipe(UserUnknown);

/** People who signed in and are no customers yet. */
@DeskController('desk/people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @AllowStaff('users:read')
  async list(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const request = readCursorPage(readTyped(query, ['cursor']).cursor, PEOPLE_A_PAGE);
    return <PeoplePage page={await this.people.waiting(request)} isFirst={isFirstPage(request)} />;
  }

  @Get(':id')
  @AllowStaff('customers:write')
  async show(@Param('id', idPipe) id: string): Promise<JSX.Element> {
    return <PersonPage {...(await this.people.read(id))} />;
  }

  @Post(':id')
  @AllowStaff('customers:write')
  @HttpCode(200)
  async admit(
    @Param('id', idPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Acting('desk') actor: Actor,
    @KnownCaller() caller: KnownPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values = readTyped(body, PERSON_FIELDS);
    const sent = await submit(values, reply, () => this.people.admit(id, values, actor, caller));
    if ('done' in sent) return { goTo: `/desk/customers/${sent.done.id}?done=${sent.done.joined ? 'joined' : 'made'}` };
    return <PersonPage {...(await this.people.read(id, sent.again))} />;
  }
}
