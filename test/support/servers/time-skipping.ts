import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe } from '@jest/globals';
import { cacheDir, endChild, exited, freePort, onPath, sdkServer } from '#infra/local';

const serverVersion = '1.35.0';

/** A time-skipping server that can be started by the SDK (`existing-path`), or why there is none. */
export type TimeSkippingServer = { path: string } | { path: undefined; reason: string };

const quietly = { stdio: 'ignore' } as const;

function pom(): string {
  const dependency = (groupId: string, artifactId: string, version: string): string =>
    `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>antq</groupId><artifactId>time-skipping-server</artifactId><version>1</version>
<dependencies>${dependency('io.temporal', 'temporal-test-server', serverVersion)}${dependency('org.slf4j', 'slf4j-nop', '1.7.36')}</dependencies></project>
`;
}

/** The archive of loaded classes is made by one short run; without it the server only starts more slowly. */
async function archiveClasses(folder: string): Promise<void> {
  const child = spawn(
    'java',
    [
      ...[
        '-XX:TieredStopAtLevel=1',
        '-XX:+UseSerialGC',
        `-XX:ArchiveClassesAtExit=${path.join(folder, 'app.jsa')}`,
      ],
      ...[
        '-cp',
        `${path.join(folder, 'lib')}/*`,
        'io.temporal.testserver.TestServer',
        String(await freePort()),
      ],
    ],
    quietly,
  );
  await Promise.race([exited(child), delay(4_000)]);
  await endChild(child, 'SIGTERM', 20_000);
}

function wrapper(folder: string): string {
  // The SDK ends the server by SIGKILL, so the wrapper must become it; setpriv ends it when jest itself is killed.
  const deathSignal = spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true'], quietly).status === 0;
  const quoted = `'${folder.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh
D=${quoted}
exec ${deathSignal ? 'setpriv --pdeathsig KILL -- ' : ''}java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:SharedArchiveFile="$D/app.jsa" -Xlog:disable -Xlog:all=error:stderr -cp "$D/lib/*" io.temporal.testserver.TestServer "$@"
`;
}

async function buildByMaven(target: string): Promise<boolean> {
  await mkdir(path.dirname(target), { recursive: true });
  const scratch = await mkdtemp(`${target}.new-`);
  try {
    await writeFile(path.join(scratch, 'pom.xml'), pom());
    const maven = spawn(
      'mvn',
      [
        ...['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime'],
        `-DoutputDirectory=${path.join(scratch, 'lib')}`,
      ],
      { cwd: scratch, stdio: 'ignore', timeout: 180_000, killSignal: 'SIGKILL' },
    );
    if ((await exited(maven)) !== 0) return false;
    await rm(target, { recursive: true, force: true });
    await rename(scratch, target);
    // Made in its final place: the archive remembers the class path.
    await archiveClasses(target);
    const script = path.join(target, 'server.sh');
    await writeFile(`${script}.new`, wrapper(target));
    await chmod(`${script}.new`, 0o755);
    await rename(`${script}.new`, script);
    return true;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** One obtainer at a time, also among jest's worker processes. A lock of a dead process is broken after 5 minutes. */
async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const age = await stat(lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > 300_000) await rm(lock, { recursive: true, force: true });
      await delay(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** A refusal is believed for ten minutes, so that each spec file does not try the network anew. */
function recentRefusal(file: string): string | undefined {
  try {
    const { at, reason } = JSON.parse(readFileSync(file, 'utf8')) as { at: number; reason: string };
    return Date.now() - at < 600_000 ? reason : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Obtains the server: what an earlier run has fetched, the SDK's own download, Maven and a JDK.
 * Never throws for a missing tool or network; the reason is one sentence for the end of the test run.
 */
export async function obtainTimeSkippingServer(): Promise<TimeSkippingServer> {
  const byMaven = path.join(cacheDir(), 'time-skipping', `maven-${serverVersion}`);
  const script = path.join(byMaven, 'server.sh');
  const refusal = path.join(cacheDir(), 'time-skipping', 'refused.json');
  const withJava = onPath('java') !== undefined;
  if (existsSync(script) && withJava) return { path: script };
  return exclusively(path.join(cacheDir(), 'time-skipping', 'lock'), async () => {
    if (existsSync(script) && withJava) return { path: script };
    const refused = recentRefusal(refusal);
    if (refused !== undefined) return { path: undefined, reason: refused };
    const downloaded = await sdkServer('time-skipping');
    if (downloaded !== undefined) return { path: downloaded };
    const withMaven = withJava && onPath('mvn') !== undefined;
    if (withMaven && (await buildByMaven(byMaven))) return { path: script };
    const reason = withMaven
      ? 'máy chủ Temporal tua thời gian không tải được, cả bằng SDK lẫn bằng Maven.'
      : 'máy chủ Temporal tua thời gian không tải được bằng SDK, và máy này không có Maven cùng JDK để lấy bằng cách khác.';
    await writeFile(refusal, JSON.stringify({ at: Date.now(), reason }));
    return { path: undefined, reason };
  });
}

/**
 * `describe` where the server is there, `describe.skip` where it is not; the skipped tests are counted by jest and
 * the reason is printed at the end of `npm test`. Used at the top of a spec:
 * `const { describeWithServer, serverPath } = await timeSkipping();`
 */
export async function timeSkipping(): Promise<{
  describeWithServer: typeof describe.skip;
  serverPath: string;
}> {
  const server = await obtainTimeSkippingServer();
  if (server.path !== undefined) return { describeWithServer: describe, serverPath: server.path };
  const reports = process.env.ANTQ_TEST_REPORTS;
  if (reports !== undefined) {
    await writeFile(
      path.join(reports, 'time-skipping.skipped.txt'),
      `các kiểm thử quy trình cả năm, vì ${server.reason}\n`,
    );
  }
  return { describeWithServer: describe.skip, serverPath: '' };
}
