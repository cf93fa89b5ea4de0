import { parseArgs } from 'node:util';
import { keepFilesToOwner } from '#libs/config';
import { StopRequest, surviveUnwritableOutput } from '#libs/observability';
import { startSmtpCapture } from './smtp-capture.js';

/** A client that never lets go of its connection keeps the process no longer than this. */
const DRAIN_MS = 4_000;

keepFilesToOwner();
surviveUnwritableOutput();

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    'smtp-port': { type: 'string', default: '0' },
    'http-port': { type: 'string', default: '0' },
  },
});

const capture = await startSmtpCapture({
  ...(values.dir === undefined ? {} : { dir: values.dir }),
  smtpPort: Number(values['smtp-port']),
  httpPort: Number(values['http-port']),
});
process.stdout.write(`${JSON.stringify({ smtpUrl: capture.smtpUrl, mailboxUrl: capture.mailboxUrl })}\n`);

await new StopRequest(DRAIN_MS).heard;
await capture.stop();
process.exit(0);
