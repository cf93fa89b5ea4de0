import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ScoreAnswer } from '#libs/contracts';
import { cite, type UnitProfile } from '#libs/policy';
import { explain, type ScoreLine, scoreSheet } from '#libs/scoring';
import { loadPack } from '../../libs/policy/packs.support.js';
import {
  answers,
  answersToTests,
  antq,
  applied,
  cliFolder,
  commands,
  judged,
  requests,
  sentBody,
  unitOf,
} from '../support/cli-stub.js';

answersToTests();

describe('score sheets', () => {
  beforeEach(judged);
  const fileOf = (name: string, text: string) => {
    const file = path.join(cliFolder(), name);
    writeFileSync(file, text);
    return file;
  };
  const record = (file: string) => [
    'score',
    'record',
    ...unitOf,
    '--sheet',
    file,
    '--propose',
    'yes',
    '--gap',
    '5g=half',
  ];

  it('are read from CSV with decimal commas, and empty cells say nothing', async () => {
    answers.set(commands, { body: applied });
    const file = fileOf(
      's.csv',
      '\uFEFFcriterion;points;reason;collectives;persons;max;text\n1a;1,5;"Thiếu; sửa";;;2;Nghị quyết\n8c;;;;;50;Chờ\n9;;;1;;5;Khen\n',
    );
    expect((await antq(record(file))).code).toBe(0);
    expect(sentBody()).toEqual({
      kind: 'appraise',
      stage: 'appraisal',
      proposeRecognition: true,
      gapChoices: { '5g': 'half' },
      sheet: [
        { criterion: '1a', points: 1.5, reason: 'Thiếu; sửa' },
        { criterion: '8c' },
        { criterion: '9', awards: { collectives: 1, persons: 0 } },
      ],
    });
  });

  it('are read from JSON with the choices made in the file', async () => {
    answers.set(commands, { body: applied });
    const file = fileOf(
      's.json',
      JSON.stringify({ sheet: [{ criterion: '1a', points: 2, max: 2 }], gapChoices: { x: 'y' } }),
    );
    await antq(record(file));
    expect(sentBody()).toMatchObject({
      sheet: [{ criterion: '1a', points: 2 }],
      gapChoices: { x: 'y', '5g': 'half' },
    });
  });

  it('are refused cell by cell where they cannot be read', async () => {
    const ended = await antq(record(fileOf('s.csv', 'criterion,points\n1a,hai\n1b,-1\n')));
    expect(ended.code).toBe(4);
    expect(ended.err).toContain('dòng 2, cột "points": "hai" không phải là số');
    expect(ended.err).toContain('dòng 3, cột "points": "-1" không phải là số');
    expect(requests).toHaveLength(0);
  });

  it('come as a template that can be handed in again, with the leaves of the criteria only', async () => {
    const criterion = (key: string, depth: number) => ({
      key,
      no: key,
      depth,
      text: `Nội dung ${key}; đủ`,
      max: 2.5,
    });
    answers.set('GET /policies/p', {
      body: {
        criteria: [
          criterion('1', 0),
          criterion('1a', 1),
          { ...criterion('1b', 1), derived: true },
          criterion('2', 0),
        ],
      },
    });
    answers.set(commands, { body: applied });
    const template = await antq(['score', 'template', '--policy', 'p']);
    expect(template.out.split('\n')[0]).toBe(
      '\uFEFFTiêu chí;Điểm;Ghi chú;Lý do;Số tập thể;Số cá nhân;Tối đa;Nội dung',
    );
    const filled = template.out.replace('1a;;;;;', '1a;1,5;;Thiếu;2;1');
    await antq(record(fileOf('t.csv', filled)));
    expect(sentBody()).toMatchObject({
      sheet: [
        { criterion: '1a', points: 1.5, reason: 'Thiếu', awards: { collectives: 2, persons: 1 } },
        { criterion: '2' },
      ],
    });
  });
});

describe('score explain', () => {
  const unit: UnitProfile = {
    kind: 'co-so-giao-duc',
    subKind: 'thpt',
    managedBy: 'tinh',
    size: 'vua',
    hasParty: true,
    hasUnion: true,
    hasMassOrganisations: true,
    hasGuards: true,
    hasStudents: true,
    isFdi: false,
  };

  /** A score as the API tells it, from the real pack; criterion 7 is lowered. */
  function scored(): ScoreAnswer {
    const pack = loadPack('quang-ngai-2025');
    const leaves = pack.criteria.flatMap(({ children, ...own }) => children ?? [own]);
    const lines = leaves
      .filter(({ derivedFrom }) => derivedFrom === undefined)
      .map(({ key, max, perAward }): ScoreLine => {
        if (perAward) {
          const awards = { collectives: 0, persons: 1 };
          return { criterion: key, awards, higherAwards: awards };
        }
        return key === '7'
          ? { criterion: key, self: max, higher: max - 2.5, reason: 'Mô hình duy trì một phần' }
          : { criterion: key, self: max, higher: max };
      });
    const sheet = { lines, recognition: 'pending' } as const;
    const result = scoreSheet({ rules: pack, unit, gapChoices: {}, year: 2026, sheet }, 'higher');
    const { recognition: _recognition, pending: _pending, gaps: _gaps, ...shown } = result;
    return {
      ...shown,
      cycleId: 'c',
      unitId: 'U1',
      unitName: 'Trường THPT X',
      round: 1,
      policy: pack.id,
      lines: result.lines.map((line) => {
        const { criterion, no, text, max, self, higher, points, counted, reason, status } = line;
        const said = { criterion, no, text, max, self, higher, points, counted, reason, status };
        return { ...said, source: cite(pack, line.src) };
      }),
      text: explain(result),
    };
  }
  const run = async (...more: string[]) => {
    const answer = scored();
    answers.set('GET /cycles/51-2027-dt1/units/U1/score', { body: answer });
    const { out } = await antq(['score', 'explain', ...unitOf, ...more]);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
    // The words of the second column, and of the lines outside the table, as running text.
    const flat = out.split('\n').map((line) => line.split('│')[2] ?? line);
    return { answer, out, flat: flat.join(' ').replace(/\s+/g, ' ') };
  };

  it('gives each criterion one line of figures, and words only where they say more', async () => {
    const { answer, out, flat } = await run();
    expect(out.split('\n').length).toBeLessThan(2 * answer.lines.length + 12);
    expect(out).not.toContain('Cấp trên chấm: ');
    expect(flat).toContain('→ Thấp hơn cơ sở tự chấm 2,5 điểm. Lý do: Mô hình duy trì một phần');
    expect(flat).toContain('→ 0 tập thể × 2 + 1 cá nhân × 1 = 1.');
    expect(flat).toContain('→ Chờ quyết định công nhận; chưa tính vào tổng.');
    expect(flat).toContain('→ Áp dụng: Có tổ chức Đảng');
    expect(flat).toContain('→ Chưa rõ, mặc định*: Tính 2 điểm một tập thể');
    expect(flat).not.toMatch(/(?<!\.)\.\.(?!\.)/);
    expect(out).toMatch(/│ Tổng điểm tạm tính +│ +100 │ +48 │ +45,5 │ +45,5 │/);
    expect(out.match(/Kế hoạch 33\/KH-UBND/g)).toHaveLength(1);
    expect(out).toContain('tiêu chí 1, 2, 3, 4, 5, 6, 7, 8, 9');
  });

  it('gives with --full the whole wording, how each line was counted and its source', async () => {
    const { answer, flat } = await run('--full');
    for (const line of answer.lines) {
      expect(flat).toContain(line.text);
      expect(flat).toContain(line.counted);
    }
    expect(flat.match(/Căn cứ: Kế hoạch 33/g)?.length).toBeGreaterThanOrEqual(answer.lines.length);
    expect(flat).toContain('Trường hợp chưa rõ REWARD_CAP');
  });
});
