import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** An access token as the preparation wrote it down for the people of a local installation. */
export interface Token {
  role: string;
  roleName: string;
  name: string;
  token: string;
  scope?: { readonly level?: string };
}

/** Where things run now; written to runtime.json for the command line and for tests. */
export interface Runtime {
  apiUrl: string;
  mailboxUrl: string;
  smtpUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  temporalUiUrl: string | null;
  databaseUrl: string;
  startedAt: string;
  pids: Record<string, number>;
}

/** Writes JSON for this user's eyes alone, whole or not at all. */
export function writeWhole(file: string, value: unknown): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

/** What the file holds; `undefined` where there is none, or half of one. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What people read once everything works: addresses, tokens, what to try. */
export function summaryOf(
  runtime: Runtime,
  tokens: readonly Token[],
  logDir: string,
  took: string,
): readonly string[] {
  const shown = tokens.filter(({ scope }) => scope?.level !== 'xa');
  const width = Math.max(0, ...shown.map(({ roleName }) => roleName.length));
  return [
    '',
    `Sẵn sàng (ready) sau ${took}.`,
    '',
    `  Trang web       ${runtime.apiUrl}`,
    `  API             ${runtime.apiUrl}/api/v1`,
    `  Tài liệu API    ${runtime.apiUrl}/docs`,
    `  Hộp thư thử     ${runtime.mailboxUrl}`,
    `  Temporal        ${runtime.temporalUiUrl ?? runtime.temporalAddress}  (không gian tên ${runtime.temporalNamespace}, gRPC ${runtime.temporalAddress})`,
    `  Nhật ký         ${logDir}`,
    '',
    ...(tokens.length === 0
      ? []
      : [
          'Mã truy cập, mỗi vai một mã (tiêu đề "Authorization: Bearer …"):',
          ...shown.map(({ roleName, name, token }) => `  ${roleName.padEnd(width)}  ${token}  ${name}`),
          ...(shown.length === tokens.length
            ? []
            : [
                `  … và ${tokens.length - shown.length} mã của cơ quan cấp xã: tokens.json của thư mục dữ liệu.`,
              ]),
          '',
        ]),
    'Bốn việc để thử, trong một cửa sổ lệnh khác:',
    '  npx antq rehearse --year 2026 --communes 8 --seed 7    diễn tập cả năm trong vài phút',
    '  npx antq doctor',
    '  npx antq cycle open --policy quang-ngai-2025 --year 2027',
    '  npx antq cycle open --policy quang-ngai-2025 --year 2026 --rehearsal    rồi: npx antq submit --help',
    '',
    'Ctrl-C để dừng tất cả; lần chạy sau tiếp tục với dữ liệu này.',
  ];
}
