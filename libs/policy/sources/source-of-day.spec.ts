import { expect, it } from '@jest/globals';
import { dutyAndDayText, type ManagementLevel, resolveStages, sourceOfDay } from '../index.js';
import { loadPack } from '../packs.support.js';

/** Read from the documents by hand: what orders the step, what is said of its day, and what is only suggested. */
it.each<readonly [string, number, ManagementLevel, string, string]>([
  [
    ...(['quang-ngai-2025', 2026, 'tinh', 'unitReport'] as const),
    '“trước ngày 05/11 hằng năm”, Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết',
  ],
  [
    ...(['quang-ngai-2025', 2026, 'xa', 'q1Plan'] as const),
    '“Quý I hằng năm”, Kế hoạch 33/KH-UBND ngày 21/8/2025, Phụ lục, tiêu chí 1; ngày cụ thể là đề nghị (*)',
  ],
  [
    ...(['quang-ngai-2025', 2026, 'xa', 'festival'] as const),
    'nhiệm vụ theo Kế hoạch 33/KH-UBND ngày 21/8/2025, Phụ lục, tiêu chí 3; ngày đề nghị (*), chưa có văn bản ấn định',
  ],
  [
    ...(['quang-ngai-2025', 2026, 'xa', 'selfScoring'] as const),
    'nhiệm vụ theo Kế hoạch 33/KH-UBND ngày 21/8/2025, Phụ lục Tiêu chí đánh giá; ngày đề nghị (*), chưa có văn bản ấn định',
  ],
  [
    ...(['quang-ngai-2025', 2026, 'xa', 'dossier'] as const),
    'nhiệm vụ chưa có văn bản quy định riêng (*); ngày đề nghị (*), chưa có văn bản ấn định',
  ],
  [
    ...(['huong-dan-413-2021', 2021, 'xa', 'q1Plan'] as const),
    '“ngay từ đầu năm”, Hướng dẫn 413/HD-CAT-PV05 ngày 11/02/2021, theo bài giới thiệu ngày 07/4/2021, đoạn 3, câu thứ nhất; ngày cụ thể là đề nghị (*)',
  ],
])('%s %d, level %s, %s', (id, year, managedBy, key, text) => {
  const pack = loadPack(id);
  const stage = resolveStages(pack, year, { managedBy }).find((each) => each.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  expect(dutyAndDayText(sourceOfDay(pack, stage))).toBe(text);
});
