import { describe, expect, it } from '@jest/globals';
import { answers, answersToTests, antq, requests } from '../support/cli-stub.js';

answersToTests();

describe('the sentences of the documents', () => {
  it('are told from the files, without a server: all, one document, what is open', async () => {
    const whole = await antq(['policy', 'coverage'], { settings: { url: 'http://127.0.0.1:1' } });
    expect([whole.code, whole.err]).toEqual([0, '']);
    expect(whole.out).toMatch(/\n5 văn bản, 17\d câu: \d+ đáp ứng, \d+ một phần, \d+ ở ngoài\.\n/);
    const one = await antq(['policy', 'coverage', '--document', 'hd413']);
    expect(one.out).toContain('Hướng dẫn 413/HD-CAT-PV05 ngày 11/02/2021');
    expect(one.out).toContain('(dossier)');
    const open = await antq(['policy', 'coverage', '--open', '--json']);
    const { documents } = JSON.parse(open.out) as {
      readonly documents: readonly { readonly sentences: readonly { readonly reason?: string }[] }[];
    };
    expect(documents).toHaveLength(5);
    expect(documents.every(({ sentences }) => sentences.every(({ reason }) => reason !== undefined))).toBe(
      true,
    );
    expect(await antq(['policy', 'coverage', '--document', 'kh34'])).toMatchObject({ code: 2 });
    expect(requests).toEqual([]);
  });
});

describe('policy show', () => {
  it('marks assumed opening days and cut-offs beside their day', async () => {
    const stage = {
      name: 'Bước',
      kind: 'unit',
      actor: 'unit-head',
      opens: '2027-01-01',
      source: 'KH 33',
      status: 'binding',
    };
    const due = (date: string) => ({
      ...{ lastDay: `2027-03-${date}`, words: 'Quý I', source: 'KH 33', status: 'binding' },
    });
    const pack = { id: 'p', title: 'Gói', jurisdiction: 'Tỉnh', validFrom: '2025-01-01', base: false };
    const lists = { criteria: [], classes: [], gaps: [], targets: [], figures: [], sources: [] };
    answers.set('GET /policies/p', {
      body: {
        ...pack,
        ...lists,
        year: 2027,
        stages: [
          { ...stage, stage: 'a', opensAssumed: true, cutOff: '2027-11-14' },
          { ...stage, stage: 'b', cutOff: '2027-11-20', cutOffAssumed: true },
          { ...stage, stage: 'c', tinh: due('31'), huyen: due('20'), xa: due('10') },
          { ...stage, stage: 'd', tinh: due('31'), xa: due('31') },
        ],
      },
    });
    const { out } = await antq(['policy', 'show', 'p']);
    expect(out).toMatch(/\(a\) +│ 01\/01\/2027\* │ – +│ 14\/11\/2027 /);
    expect(out).toMatch(/\(b\) +│ 01\/01\/2027 +│ – +│ 20\/11\/2027\*/);
    for (const day of ['tỉnh: 31/03/2027', 'huyện: 20/03/2027', 'xã: 10/03/2027']) expect(out).toContain(day);
    expect(out).toMatch(/\(d\) +│ 01\/01\/2027 +│ 31\/03\/2027/);
  });
});

describe('policies as figures', () => {
  const figure = {
    path: 'targets.recognised',
    section: 'Chỉ tiêu',
    text: 'Đơn vị đạt tiêu chuẩn',
    value: 'ít nhất 80% số đơn vị đăng ký',
    citation: 'Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4',
    status: 'target',
  };

  it('are cited with document, place and words, and end with 3 where nothing fits', async () => {
    answers.set('GET /policies/p/cite', {
      body: {
        id: 'p',
        figure: '80%',
        items: [{ ...figure, document: 'Kế hoạch 33/KH-UBND', quote: 'ít nhất 80% đạt' }],
      },
    });
    const cited = await antq(['policy', 'cite', 'p', '80%']);
    expect(cited.code).toBe(0);
    expect(cited.out).toContain(
      'ít nhất 80% số đơn vị đăng ký – Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4\n',
    );
    expect(cited.out).toContain('Nguyên văn: “ít nhất 80% đạt”');
    expect(requests.at(-1)?.path).toBe('/policies/p/cite');
    answers.set('GET /policies/p/cite', { body: { id: 'p', figure: 'x', items: [] } });
    expect(await antq(['policy', 'cite', 'p', 'x'])).toMatchObject({
      code: 3,
      out: 'Gói p không có số liệu nào ứng với “x”.\n',
    });
  });

  it('stand side by side, with what is assumed marked and the foundation of what only ought to be', async () => {
    const row = (id: string) => ({
      id,
      title: `Gói ${id}`,
      jurisdiction: 'Tỉnh',
      validFrom: '2025-01-01',
      base: false,
    });
    const { path, section, text, value, citation, status } = figure;
    answers.set('GET /policies/p/diff/q', {
      body: {
        a: row('p'),
        b: row('q'),
        rows: [
          {
            path,
            section,
            text,
            a: { value: '70%', citation: 'Giả định', status: 'assumed' },
            b: { value, citation, status },
          },
        ],
        same: 1200,
      },
    });
    const { code, out } = await antq(['policy', 'diff', 'p', 'q']);
    expect(code).toBe(0);
    expect(out).toMatch(/Đơn vị đạt tiêu chuẩn │ 70%\* +│ ít nhất 80% số đơn vị đăng ký/);
    expect(out).toContain('(phấn đấu; Kế hoạch 33/KH-UBND');
    expect(out).toContain('Khác 1 dòng, giống 1.200 dòng.');
  });

  it('are checked all at once, and a file that is none counts as a fault', async () => {
    const sound = {
      ok: true,
      errors: [],
      assumed: [{ path: 'classes.tot', text: 'Tốt', value: 'từ 90 điểm' }],
    };
    answers.set('GET /policies/p/check', { body: { id: 'p', ...sound } });
    answers.set('GET /policies/q/check', { body: { id: 'q', ...sound } });
    const items = [{ id: 'p' }, { id: 'q' }];
    answers.set('GET /policies', { body: { items, faults: [] } });
    const all = await antq(['policy', 'check']);
    expect(all.code).toBe(0);
    expect(all.out).toContain('2 gói: không có chỗ sai; 2 số liệu giả định.');
    const faults = [{ file: 'hong.json', place: 'dòng 3, cột 12', message: 'Tệp không phải là JSON đúng.' }];
    answers.set('GET /policies', { body: { items, faults } });
    const broken = await antq(['policy', 'check']);
    expect(broken.code).toBe(4);
    expect(broken.out).toMatch(/hong\.json │ dòng 3, cột 12 │ Tệp không phải là JSON đúng\./);
  });
});
