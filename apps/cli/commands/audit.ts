import type { Command } from 'commander';
import { EXIT } from '../cli.error.js';
import type { Bind } from '../options.js';
import { formatNumber } from '../print/words.js';

/** More would drown what is wrong. */
const MOST_FINDINGS = 50;

export function addAuditCommands(program: Command, bind: Bind): void {
  const audit = program.command('audit').description('nhật ký và đối soát; kết thúc với mã 4 khi có chỗ sai');

  const verify = audit
    .command('verify')
    .description('kiểm tra chuỗi nhật ký của một chu kỳ có bị sửa, xóa hay đứt không')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }>(verify, async (context, options) => {
    const answer = await context.client().call('GET /audit/verify', { query: { cycle: options.cycle } });
    context.show(answer, ({ ok, chains, rows, broken }) => {
      const read = `${formatNumber(rows)} dòng trong ${formatNumber(chains)} chuỗi`;
      context.line(
        ok
          ? `Nhật ký nguyên vẹn: ${read}.`
          : `NHẬT KÝ BỊ SAI: ${formatNumber(broken.length)} chuỗi, đã đọc ${read}.`,
      );
      context.table(
        ['Địa bàn', 'Dòng sai đầu tiên', 'Sai'],
        broken.map(({ areaCode, seq, fault }) => [areaCode, formatNumber(seq), fault]),
        [1],
      );
    });
    return answer.ok ? EXIT.ok : EXIT.refused;
  });

  const reconcile = audit
    .command('reconcile')
    .description('đối soát dữ liệu của một chu kỳ: số liệu lệch, thao tác kẹt, thư thiếu')
    .requiredOption('--cycle <mã>', 'mã chu kỳ');
  bind<{ cycle: string }>(reconcile, async (context, options) => {
    const answer = await context
      .client()
      .call('GET /cycles/{cycleId}/reconciliation', { params: { cycleId: options.cycle } });
    context.show(answer, ({ ok, findings }) => {
      context.line(ok ? 'Đối soát khớp.' : `ĐỐI SOÁT LỆCH: ${formatNumber(findings.length)} chỗ.`);
      context.table(
        ['Loại', 'Ở đâu', 'Chi tiết'],
        findings.slice(0, MOST_FINDINGS).map(({ kind, object, detail }) => [kind, object, detail]),
      );
      const left = findings.length - MOST_FINDINGS;
      if (left > 0) context.line(`Còn ${formatNumber(left)} chỗ nữa: thêm --json để xem hết.`);
    });
    return answer.ok ? EXIT.ok : EXIT.refused;
  });
}
