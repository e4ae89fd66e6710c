import { Module } from '@nestjs/common';
import { Phones } from './phones.js';

@Module({ providers: [Phones], exports: [Phones] })
export class PhonesModule {}
