import { describe, expect, it } from '@jest/globals';
import type { Block } from './layout.types.js';
import { blocksBy } from './paper-template.js';

describe('a template of a paper', () => {
  it('makes blocks in its order, with what records hold in its place', () => {
    const table: Block = { kind: 'table', table: { name: 'Điểm', columns: [], rows: [] } };
    const blocks = blocksBy(
      `{{#title name}}
        Về việc
        công nhận {{unit}}
      {{/title}}
      {{#paragraph align="centred"}}Đạt
        “{{standard}}” & năm {{year}}{{/paragraph}}
      {{#each lines}}{{#heading}}{{@index}}. {{this}}{{/heading}}{{/each}}
      {{part "table"}}
      {{#fill "Lý do"}}{{#if reason}}{{reason}}{{/if}}{{/fill}}
      {{#fill "Kết quả"}}{{unit}}{{/fill}}
      {{#notes foot}}{{#note}}Một.{{/note}}{{#note}}Một.{{/note}}{{/notes}}
      {{#signatures}}{{signer "THƯ KÝ" hint="Ký"}}{{signer head}}{{/signatures}}`,
      {
        ...{ name: 'Thông báo', unit: 'Trường "A"', standard: 'An toàn', year: 2026, lines: ['a', 'b'] },
        ...{ reason: '', foot: 'Lập từ hồ sơ.', head: { office: 'CHỦ TỊCH', name: 'Nguyễn Văn An' } },
      },
      { table },
    );
    expect(blocks).toEqual([
      { kind: 'title', name: 'Thông báo', summary: 'Về việc\ncông nhận Trường "A"' },
      { kind: 'paragraph', text: 'Đạt “An toàn” & năm 2026', align: 'centred' },
      { kind: 'heading', text: '0. a' },
      { kind: 'heading', text: '1. b' },
      table,
      { kind: 'fill', label: 'Lý do' },
      { kind: 'fill', label: 'Kết quả', value: 'Trường "A"' },
      { kind: 'notes', items: ['Lập từ hồ sơ.', 'Một.'] },
      {
        kind: 'signatures',
        signers: [
          { office: 'THƯ KÝ', hint: 'Ký' },
          { office: 'CHỦ TỊCH', name: 'Nguyễn Văn An' },
        ],
      },
    ]);
  });

  it('keeps parts of a paragraph that look otherwise, and blanks that do not break', () => {
    expect(
      blocksBy('{{#paragraph}}{{#run strong=true}}Điều 1. {{/run}}Năm\u00a02026.{{/paragraph}}', {}),
    ).toEqual([
      { kind: 'paragraph', text: [{ text: 'Điều 1. ', strong: true }, { text: 'Năm\u00a02026.' }] },
    ]);
  });

  it.each([
    ['a value that nobody gives', '{{#paragraph}}{{missing}}{{/paragraph}}', /missing/],
    [
      'a condition that nobody gives',
      '{{#if missing}}{{#paragraph}}a{{/paragraph}}{{/if}}',
      /\{\{#if\}\} for what has no value/,
    ],
    ['a list that nobody gives', '{{#each missing}}{{this}}{{/each}}', /\{\{#each\}\} for what/],
    ['text outside of blocks', 'Kính gửi: {{#paragraph}}a{{/paragraph}}', /outside of its blocks: Kính gửi/],
    ['a part that nobody made', '{{part "table"}}', /no part "table"/],
    ['a part named as what every object has', '{{part "toString"}}', /no part "toString"/],
  ])('does not go out with %s', (_what, source, error) => {
    expect(() => blocksBy(source, {})).toThrow(error);
  });

  it('takes words for words, whatever they look like', () => {
    const unit = '{"kind":"paragraph"} {{year}} \u0000';
    expect(blocksBy('{{#heading}}{{unit}}{{/heading}}', { unit })).toEqual([
      { kind: 'heading', text: '{"kind":"paragraph"} {{year}} \u0000'.trim() },
    ]);
  });
});
