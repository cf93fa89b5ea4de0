import { parseArgs } from 'node:util';
import { startSmtpCapture } from './smtp-capture.js';

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

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void capture.stop().then(() => process.exit(0));
  });
}
