import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { type CommandLine, dyingWithParent } from './processes.js';

interface Identity {
  prefix: string[];
  uid?: number;
  gid?: number;
}

let identity: Identity | undefined;

function accounts(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.name !== '' && account.uid > 0);
}

/**
 * PostgreSQL refuses to run as root. As root it gets a user namespace in which the same user has another
 * number; where that is forbidden, the server runs as an unprivileged account of the system.
 */
function serverIdentity(): Identity {
  if (identity) return identity;
  if (process.getuid?.() !== 0) return (identity = { prefix: [] });
  const known = accounts();
  // initdb looks its user up by number, so the number must have an account.
  const mapped = known.find((account) => account.uid === 1000) ?? known[0];
  if (mapped && process.platform === 'linux') {
    const prefix = ['unshare', '-U', `--map-user=${mapped.uid}`, `--map-group=${mapped.gid}`, '--'];
    const probe = spawnSync('unshare', [...prefix.slice(1), 'true'], { stdio: 'ignore' });
    if (probe.status === 0) return (identity = { prefix });
  }
  const account =
    known.find(({ name }) => name === 'postgres') ?? known.find(({ name }) => name === 'nobody') ?? mapped;
  if (!account)
    throw new Error('PostgreSQL không chạy bằng root; hãy chạy npm start bằng một người dùng thường.');
  return (identity = { prefix: [], uid: account.uid, gid: account.gid });
}

/**
 * The command line of a program of PostgreSQL, run as whoever may run it.
 *
 * @param dieWithParent lets the kernel end it, by a fast shutdown, when this process dies
 */
export function serverCommand(file: string, args: string[], dieWithParent: boolean): CommandLine {
  const { prefix, uid, gid } = serverIdentity();
  // The death signal is set last: entering a user namespace would clear it.
  const inner: CommandLine = dieWithParent ? dyingWithParent({ file, args }, 'INT') : { file, args };
  const words = [...prefix, inner.file];
  const rest = words.slice(1);
  return {
    file: words[0] ?? inner.file,
    args: [...rest, ...inner.args],
    // A locale from the environment makes the server multi-threaded on macOS, which it refuses.
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}

/** The cluster must belong to whoever the server runs as, also after the way of running it changed. */
export async function own(target: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid = 0, gid = 0 } = serverIdentity();
  if (!existsSync(target) || statSync(target).uid === uid) return;
  const result = spawnSync('chown', ['-R', `${uid}:${gid}`, target], { stdio: 'ignore' });
  if (result.status !== 0) await chown(target, uid, gid);
}

/** A server that runs as another account must be able to pass through to its binaries and its data. */
export async function letPass(baseDir: string, binary: string): Promise<void> {
  const { uid, gid } = serverIdentity();
  if (uid === undefined || gid === undefined) return;
  await chmod(baseDir, 0o711);
  for (const target of [binary, baseDir]) {
    if (spawnSync('test', ['-x', target], { uid, gid, stdio: 'ignore' }).status === 0) continue;
    throw new Error(
      `PostgreSQL không chạy bằng root, và người dùng số ${uid} không đọc được ${target}; ` +
        'hãy chạy npm start bằng một người dùng thường, hoặc mở quyền đi qua (chmod o+x) cho các thư mục ở trên.',
    );
  }
}
