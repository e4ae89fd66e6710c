import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { readReturnPath } from '../../auth/social/sign-in-purpose.js';
import { Config } from '../../config/config.js';
import { AnyCaller } from '../../http/access/access.js';
import { readTyped } from './filled-form.js';
import { keepLanguage, readLanguage } from './language.js';

/** The reader chooses a language, for every page. */
@ApiExcludeController()
@Controller('language')
export class LanguageController {
  constructor(private readonly config: Config) {}

  @Post()
  @AnyCaller()
  choose(@Body() body: unknown, @Res() reply: FastifyReply): void {
    const { language: name, to } = readTyped(body, ['language', 'to']);
    const language = readLanguage(name);
    if (language !== null) reply.header('Set-Cookie', keepLanguage(language, this.config.NODE_ENV === 'production'));
    reply.redirect(readReturnPath(to), 303);
  }
}
