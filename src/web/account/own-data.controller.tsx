import { Controller, Get, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../actor.js';
import { SignedIn } from '../../http/access/access.js';
import { Acting, CallerId } from '../../http/access/principal.js';
import { PersonExportDto } from '../../privacy/person-export.dto.js';
import { PersonExportService } from '../../privacy/person-export.service.js';
import { UsersService } from '../../users/users.service.js';
import { type FormAnswer, PageInterceptor } from '../kit/page.interceptor.js';
import { ErasurePage, OwnData } from './own-data.page.js';

/** What the caller may do about their own data: have a copy, and ask for erasure. */
@ApiExcludeController()
@Controller('profile')
@SignedIn()
export class OwnDataController {
  constructor(
    private readonly exports: PersonExportService,
    private readonly users: UsersService,
  ) {}

  @Get('export')
  async export(
    @CallerId() userId: string,
    @Acting('page') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonExportDto> {
    const held = PersonExportDto.of(await this.exports.ofUser(userId, actor));
    // Not before: the page that says why there is no copy is no file.
    reply.header('Content-Disposition', 'attachment; filename="agiza-my-data.json"');
    return held;
  }

  @Get('erasure')
  @UseInterceptors(PageInterceptor)
  explain(): JSX.Element {
    return <ErasurePage />;
  }

  @Post('erasure')
  @HttpCode(200)
  @UseInterceptors(PageInterceptor)
  ask(@CallerId() userId: string): Promise<FormAnswer> {
    return this.setAsked(userId, true);
  }

  @Post('erasure/withdraw')
  @HttpCode(200)
  @UseInterceptors(PageInterceptor)
  withdraw(@CallerId() userId: string): Promise<FormAnswer> {
    return this.setAsked(userId, false);
  }

  private async setAsked(userId: string, asked: boolean): Promise<FormAnswer> {
    await this.users.setErasureAsked(userId, asked);
    const { erasure_asked_at } = await this.users.profile(userId);
    return { fragment: <OwnData askedAt={erasure_asked_at} />, path: '/profile' };
  }
}
