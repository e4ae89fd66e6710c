import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { describeDataSource } from './data-source.js';
import { Database } from './database.js';
import { DatabaseSize } from './database-size.js';
import { Replica } from './replica/replica.js';
import { openReplica } from './replica/replica-pool.js';
import { ReplicaWatch } from './replica/replica-watch.js';
import { Schema } from './schema.js';
import type { DatabaseOptions, ReplicaOptions } from './session-settings.js';
import { WriteProbe } from './write-probe.js';

/** Offers the database, its schema, its size and its readiness for writes to every module. */
@Module({})
export class DatabaseModule {
  static forUrl(url: string, settings: DatabaseOptions & ReplicaOptions): DynamicModule {
    const logger = new Logger('Database');
    const options = describeDataSource(url, settings, (error) =>
      logger.warn(`an idle connection was lost: ${error.message}`),
    );
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...options, toRetry: () => false })],
      providers: [
        {
          provide: Database,
          useFactory: (dataSource: DataSource, replica: Replica | null) =>
            new Database(dataSource, settings.DATABASE_PREPARE === 'on', replica),
          inject: [DataSource, Replica],
        },
        { provide: Replica, useFactory: () => openReplica(settings) },
        {
          provide: ReplicaWatch,
          useFactory: (database: Database, replica: Replica | null) =>
            new ReplicaWatch(database, replica, settings.REPLICA_LAG_SECONDS),
          inject: [Database, Replica],
        },
        DatabaseSize,
        Schema,
        WriteProbe,
      ],
      exports: [Database, DatabaseSize, ReplicaWatch, Schema, WriteProbe],
    };
  }
}
