import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AuditVerifyAnswer, ReconciliationAnswer } from '#libs/contracts';
import { schemaDrift } from '#libs/persistence';
import { until } from '../faults/scene.js';
import { check, readRuns, type Violation } from '../support/checker/index.js';
import { CUT_CYCLES, type CutYears, liveToTheEnd } from '../support/data-folder/cut-years.js';
import { declareKeeping } from '../support/data-folder/declare-keeping.js';
import { Installation } from '../support/data-folder/installation.js';
import { keptFoldersDir, restoreFolder } from '../support/data-folder/kept-folder.js';

jest.setTimeout(1_200_000);

if (process.env['KEEP_FOLDER'] === '1') describe('keeping', declareKeeping);
else describe.each(readdirSync(keptFoldersDir))('a data folder as %s left it', declareFinishing);

interface ReceivedMail {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
}

function declareFinishing(version: string): void {
  let dataDir: string;
  let installation: Installation;
  let years: CutYears;
  const acknowledged: string[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'antq-folder-'));
    years = await restoreFolder(version, dataDir);
    acknowledged.push(...years.acknowledged);
    installation = await Installation.start(dataDir);
  });
  afterAll(async () => {
    await installation?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = async <T>(to: string): Promise<T> => {
    const { status, body } = await installation.call<T>('GET', to, installation.administrator);
    if (status !== 200) throw new Error(`${to}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const cyclesIn = async () =>
    (await installation.query<{ state: string }>(`SELECT state FROM cycle ORDER BY id`)).map(
      ({ state }) => state,
    );

  it('starts under this version with its years open and the schema brought up to date', async () => {
    expect(await schemaDrift(installation.ownerUrl)).toEqual([]);
    expect(await cyclesIn()).toEqual(['open', 'open']);
  });

  it('carries the command that had been acknowledged and not carried', async () => {
    expect((await installation.waitForCommand(years.received)).status).toBe('applied');
  });

  it('finishes its years by this version', async () => {
    acknowledged.push(...(await liveToTheEnd(installation, years)));
    expect(await cyclesIn()).toEqual(['closed', 'closed']);
  });

  it('leaves nothing for the checker, the reconciler and the audit', async () => {
    // The last outcome stands in the record a moment before its run has adopted it and ended.
    let found: readonly Violation[] = [];
    await until('the runs have ended', 60_000, async () => {
      found = await violations();
      return found.length === 0;
    }).catch(() => undefined);
    expect(found).toEqual([]);
    for (const cycle of CUT_CYCLES) {
      const reconciled = await ask<ReconciliationAnswer>(`/cycles/${cycle}/reconciliation`);
      expect(reconciled.findings).toEqual([]);
      expect((await ask<AuditVerifyAnswer>(`/audit/verify?cycle=${cycle}`)).ok).toBe(true);
    }
  });

  async function violations(): Promise<readonly Violation[]> {
    const { temporalAddress, temporalNamespace } = installation.runtime;
    const runs = await readRuns(temporalAddress, temporalNamespace);
    try {
      const { histories, query } = runs;
      return await check({ database: installation.ownerUrl, mails: mails(), histories, query, acknowledged });
    } finally {
      await runs.close();
    }
  }

  /** Every mail that the capture has received, before the cut and since. */
  function mails(): ReceivedMail[] {
    const index = path.join(dataDir, 'mail/index.jsonl');
    if (!existsSync(index)) return [];
    return readFileSync(index, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"messageId"'))
      .map((line) => JSON.parse(line) as ReceivedMail);
  }
}
