import type { PolicyPack } from './pack.types.js';
import haiDuong2024 from './packs/hai-duong-2024.json' with { type: 'json' };
import huongDan413 from './packs/huong-dan-413-2021.json' with { type: 'json' };
import national2012 from './packs/national-2012.json' with { type: 'json' };
import national2022 from './packs/national-2022.json' with { type: 'json' };
import national2025 from './packs/national-2025.json' with { type: 'json' };
import quangNgai2021 from './packs/quang-ngai-2021.json' with { type: 'json' };
import quangNgai2025 from './packs/quang-ngai-2025.json' with { type: 'json' };
import { parsePack } from './parse-pack.js';
import { PolicyError } from './policy.error.js';

const FILES: Readonly<Record<string, unknown>> = {
  'national-2012': national2012,
  'national-2022': national2022,
  'national-2025': national2025,
  'quang-ngai-2021': quangNgai2021,
  'quang-ngai-2025': quangNgai2025,
  'hai-duong-2024': haiDuong2024,
  'huong-dan-413-2021': huongDan413,
};

const loaded = new Map<string, PolicyPack>();

/** The pack of that id, whole and frozen. Throws `POLICY.UNKNOWN_PACK`, `POLICY.INVALID`. */
export const loadPack = (id: string): PolicyPack => {
  const known = loaded.get(id);
  if (known) return known;
  if (!Object.hasOwn(FILES, id)) {
    throw new PolicyError(
      'POLICY.UNKNOWN_PACK',
      `Không có gói quy định “${id}”. Các gói đang có: ${Object.keys(FILES).join(', ')}.`,
    );
  }
  const pack = parsePack(FILES[id], FILES);
  loaded.set(id, pack);
  return pack;
};

/** What can be loaded; `base` packs are only extended and open no cycle. */
export const listPacks = (): readonly {
  readonly id: string;
  readonly title: string;
  readonly base: boolean;
}[] =>
  Object.keys(FILES).map((id) => {
    const { title, base } = loadPack(id);
    return { id, title, base: base ?? false };
  });
