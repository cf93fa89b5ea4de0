import { type DynamicModule, Module } from '@nestjs/common';
import { CycleRules, FAULT_POINT_NAMES, OneTimeSecrets } from '#libs/application';
import { type Config, installationKey } from '#libs/config';
import { ListFileReader, ListThreads } from '#libs/documents';
import { FaultPointSwitch, type Logger } from '#libs/observability';
import { PackCatalogue } from '#libs/policy';
import { DiskStorage } from '#libs/storage';
import { bind, provide } from './provide.js';
import {
  CONFIG,
  EVIDENCE_QUOTA,
  FAULT_POINTS,
  FILE_STORAGE,
  LIST_FILES,
  LOGGER,
  SECOND_ACCOUNT,
} from './tokens.js';

/** What this process has of its own: settings, log, files, fault points, packs, and the rules it has read already. */
@Module({})
export class ProcessModule {
  static of(config: Config, logger: Logger, packs: PackCatalogue): DynamicModule {
    return {
      module: ProcessModule,
      global: true,
      providers: [
        bind(CONFIG, () => config),
        bind(LOGGER, () => logger),
        bind(FILE_STORAGE, () => new DiskStorage(config.filesDir)),
        bind(EVIDENCE_QUOTA, () => config.evidenceQuota),
        bind(LIST_FILES, () => new ListFileReader(new ListThreads().run)),
        bind(FAULT_POINTS, () => new FaultPointSwitch(FAULT_POINT_NAMES, config.faults)),
        bind(SECOND_ACCOUNT, () => config.secondAccount),
        provide(CycleRules),
        { provide: PackCatalogue, useFactory: () => packs },
        {
          provide: OneTimeSecrets,
          useFactory: () => new OneTimeSecrets(() => installationKey(config.dataDir, config.accountsKey)),
        },
      ],
      exports: [
        CONFIG,
        LOGGER,
        FILE_STORAGE,
        EVIDENCE_QUOTA,
        LIST_FILES,
        FAULT_POINTS,
        SECOND_ACCOUNT,
        CycleRules,
        PackCatalogue,
        OneTimeSecrets,
      ],
    };
  }
}
