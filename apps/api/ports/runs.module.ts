import { type DynamicModule, Module } from '@nestjs/common';
import { type TemporalClient, TemporalProbe, TemporalRuns } from '#libs/temporal';
import { bind } from './provide.js';
import { RUNS } from './tokens.js';

/** What reaches the runs in Temporal. */
@Module({})
export class RunsModule {
  static of(client: TemporalClient, namespace: string): DynamicModule {
    return {
      module: RunsModule,
      global: true,
      providers: [
        bind(RUNS, () => new TemporalRuns(client)),
        { provide: TemporalProbe, useFactory: () => new TemporalProbe(client, namespace) },
      ],
      exports: [RUNS, TemporalProbe],
    };
  }
}
