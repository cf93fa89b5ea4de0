import type { Command } from 'commander';
import { EXIT } from '../cli.error.js';
import type { Bind } from '../options.js';
import { formatNumber, scopeWord } from '../print/words.js';

/** Below ten seconds, the longest that a person should wait to hear what is wrong. */
const PATIENCE_MS = 9_000;

export function addDoctor(program: Command, bind: Bind): void {
  const doctor = program
    .command('doctor')
    .description('xem từng phần của hệ thống còn chạy tốt không; kết thúc với mã 5 khi có phần hỏng');
  bind(doctor, async (context) => {
    const health = await context.openClient().call('GET /health/parts', { timeoutMs: PATIENCE_MS });
    context.show(health, ({ parts }) => {
      context.table(
        ['Phần', 'Tình trạng', 'Chi tiết', 'ms'],
        parts.map(({ name, ok, detail, tookMs }) => [
          name,
          ok ? context.paint('green', 'tốt') : context.paint('red', 'HỎNG'),
          detail,
          formatNumber(Math.round(tookMs)),
        ]),
        [3],
      );
      const down = parts.filter(({ ok }) => !ok).map(({ name }) => name);
      context.line(down.length === 0 ? 'Mọi phần đều tốt.' : `Đang hỏng: ${down.join(', ')}.`);
    });
    return health.ok && health.parts.every(({ ok }) => ok) ? EXIT.ok : EXIT.unreachable;
  });
  const me = program.command('me').description('xem mã truy cập đang dùng thuộc ai, vai trò và phạm vi nào');
  bind(me, async (context) => {
    const answer = await context.client().call('GET /me');
    context.show(answer, ({ name, roleName, role, scope }) => {
      context.line(`${name}: ${roleName} (${role}), phạm vi ${scopeWord(scope.level)} ${scope.code}`);
    });
    return EXIT.ok;
  });
}
