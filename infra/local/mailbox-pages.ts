import { ZONE } from '#libs/calendar';
import type { CapturedMail } from './mail-store.js';

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes any text harmless inside HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}

const instants = new Intl.DateTimeFormat('vi-VN', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `24/08/2026 08:30` in Vietnamese time. */
function shownInstant(iso: string, seconds = false): string {
  const parts = Object.fromEntries(
    instants.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  const minutes = `${parts.day}/${parts.month}/${parts.year} ${parts.hour}:${parts.minute}`;
  return seconds ? `${minutes}:${parts.second}` : minutes;
}

function shownSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} byte`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value.toFixed(1).replace('.', ',')} ${unit}`;
}

const REHEARSAL = /^\[DIỄN TẬP\]\s*/u;

/** The subject as HTML, with the mark of a rehearsal as a badge; the words stay the same. */
function shownSubject(subject: string, link?: string): string {
  const text = (subject || '(không có tiêu đề)').normalize('NFC');
  const badge = REHEARSAL.test(text) ? '<span class="badge">DIỄN TẬP</span> ' : '';
  const rest = escapeHtml(text.replace(REHEARSAL, '') || '(không có tiêu đề)');
  return `${badge}${link === undefined ? rest : `<a href="${link}">${rest}</a>`}`;
}

const shownNumber = (value: number): string => new Intl.NumberFormat('vi-VN').format(value);

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Hộp thư thử</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a class="brand" href="/">Hộp thư thử</a><p>Mọi thư hệ thống gửi trên máy này đều dừng ở đây, không đến người nhận thật.</p></header>
<main>
${content}
</main>
</body>
</html>
`;
}

export interface ListView {
  mails: readonly CapturedMail[];
  total: number;
  page: number;
  pages: number;
  search: string;
}

function pager({ page: current, pages, search }: ListView): string {
  if (pages <= 1) return '';
  const link = (target: number, label: string): string => {
    if (target < 1 || target > pages) return `<span class="off">${label}</span>`;
    const query = new URLSearchParams({ ...(search === '' ? {} : { tim: search }), trang: String(target) });
    return `<a href="/?${escapeHtml(query.toString())}">${label}</a>`;
  };
  return `<nav class="pager" aria-label="Trang">${link(current - 1, 'Mới hơn')}<span>Trang ${current}/${pages}</span>${link(current + 1, 'Cũ hơn')}</nav>`;
}

/** The list, newest first. */
export function listPage(view: ListView): string {
  const rows = view.mails
    .map(
      (mail) => `<tr>
<td data-label="Nhận lúc" class="when"><time datetime="${escapeHtml(mail.receivedAt)}">${shownInstant(mail.receivedAt)}</time></td>
<td data-label="Người nhận">${mail.to.map((address) => `<span class="address">${escapeHtml(address)}</span>`).join(' ')}</td>
<td data-label="Tiêu đề" class="subject">${shownSubject(mail.subject, `/mails/${mail.id}`)}</td>
<td data-label="Tệp kèm" class="number${mail.attachments === 0 ? ' none' : ''}">${mail.attachments === 0 ? '–' : shownNumber(mail.attachments)}</td>
<td data-label="Cỡ" class="number size">${shownSize(mail.size)}</td>
</tr>`,
    )
    .join('\n');
  const nothing =
    view.search === ''
      ? '<div class="empty"><p><strong>Chưa có thư nào.</strong></p><p>Thư đầu tiên sẽ hiện ở đây khi hệ thống gửi đi, ví dụ thư báo nhận sau khi một đơn vị gửi một bước. <a href="/">Tải lại trang</a> để xem.</p></div>'
      : `<p class="empty">Không có thư nào khớp “${escapeHtml(view.search)}”. <a href="/">Xem tất cả</a></p>`;
  return page(
    'Danh sách thư',
    `<h1>${view.search === '' ? 'Thư đã nhận' : 'Kết quả tìm'} <small>${shownNumber(view.total)} thư</small></h1>
<form action="/" method="get" role="search">
<label for="tim">Tìm theo người nhận hoặc tiêu đề</label>
<div class="row"><input id="tim" name="tim" type="search" value="${escapeHtml(view.search)}" autocomplete="off"><button type="submit">Tìm</button></div>
</form>
${
  view.mails.length === 0
    ? nothing
    : `<table>
<thead><tr><th scope="col">Nhận lúc</th><th scope="col">Người nhận</th><th scope="col">Tiêu đề</th><th scope="col" class="number">Tệp kèm</th><th scope="col" class="number">Cỡ</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
${pager(view)}`
}`,
  );
}

export interface MailView {
  mail: CapturedMail;
  headers: readonly { name: string; value: string }[];
  text: string;
  withHtml: boolean;
  attachments: readonly { name: string; contentType: string; size: number }[];
}

/** One mail: envelope, text, framed HTML, attachments, all headers. */
export function mailPage({ mail, headers, text, withHtml, attachments }: MailView): string {
  const subject = mail.subject || '(không có tiêu đề)';
  const row = (label: string, value: string): string => `<dt>${label}</dt><dd>${value}</dd>`;
  const files = attachments
    .map(
      (file, index) =>
        `<li><a href="/mails/${mail.id}/attachments/${index}">${escapeHtml(file.name)}</a> <small>${escapeHtml(file.contentType)}, ${shownSize(file.size)}</small></li>`,
    )
    .join('');
  return page(
    subject,
    `<p><a href="/">← Danh sách thư</a></p>
<h1>${shownSubject(mail.subject)}</h1>
<dl>
${row('Người gửi', escapeHtml(mail.from || '(trống)'))}
${row('Người nhận', mail.to.map(escapeHtml).join('<br>'))}
${row('Nhận lúc', `<time datetime="${escapeHtml(mail.receivedAt)}">${shownInstant(mail.receivedAt, true)}</time> <small>giờ Việt Nam</small>`)}
${row('Message-ID', `<code>${escapeHtml(mail.messageId || '(không có)')}</code>`)}
</dl>
${text.trim() === '' ? '' : `<section><h2>Nội dung</h2><pre>${escapeHtml(text)}</pre></section>`}
${
  withHtml
    ? `<details${text.trim() === '' ? ' open' : ''}><summary>Bản trình bày (HTML)</summary><iframe title="Nội dung thư" sandbox loading="lazy" src="/mails/${mail.id}/html"></iframe></details>`
    : ''
}
${text.trim() === '' && !withHtml ? '<p class="empty">Thư không có nội dung.</p>' : ''}
${files === '' ? '' : `<section><h2>Tệp đính kèm</h2><ul>${files}</ul></section>`}
<details><summary>Toàn bộ tiêu đề kỹ thuật (${headers.length})</summary>
<table class="headers"><tbody>
${headers.map(({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n')}
</tbody></table></details>
<p><a href="/mails/${mail.id}/raw">Tải thư gốc (.eml)</a> <small>${shownSize(mail.size)}</small></p>`,
  );
}

export function messagePage(title: string, sentence: string): string {
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p><p><a href="/">← Danh sách thư</a></p>`,
  );
}

export const stylesheet = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#4d5866;--line:#d5dae1;--paper:#fff;--ground:#f4f6f8;--link:#0b4f8a;--mark:#8a1c1c}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#aeb8c4;--line:#39424e;--paper:#1b2129;--ground:#12171d;--link:#8ec5ff;--mark:#ffb3a8}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Be Vietnam Pro","Segoe UI",Roboto,"Noto Sans",sans-serif}
header{background:var(--paper);border-bottom:1px solid var(--line);padding:.75rem max(1rem,calc(50vw - 34rem))}
header p{margin:.1rem 0 0;color:var(--soft);font-size:.9rem}
.brand{font-weight:700;font-size:1.1rem;color:var(--mark);text-decoration:none}
main{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;line-height:1.3;margin:.75rem 0;overflow-wrap:anywhere}
h2{font-size:1rem;margin:1.25rem 0 .4rem}
small,.when{color:var(--soft)}
h1 small{font-weight:400;font-size:.95rem;margin-left:.4rem}
a{color:var(--link);text-underline-offset:2px}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
form{margin:0 0 1rem}
label{display:block;font-size:.9rem;color:var(--soft);margin-bottom:.25rem}
.row{display:flex;gap:.5rem}
input{flex:1;min-width:0;max-width:28rem;padding:.5rem .65rem;font:inherit;color:inherit;background:var(--paper);border:1px solid #7b8794;border-radius:4px}
button{padding:.5rem 1rem;font:inherit;font-weight:600;color:var(--paper);background:var(--link);border:1px solid var(--link);border-radius:4px;cursor:pointer}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}
th,td{padding:.5rem .65rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{font-size:.85rem;color:var(--soft);white-space:nowrap}
tbody tr:hover{background:var(--ground)}
.when{white-space:nowrap;font-variant-numeric:tabular-nums}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.address{display:block;min-width:15rem}
.subject{font-weight:600;width:45%}
.badge{display:inline-block;padding:.05rem .4rem;line-height:1.5;border:1px solid var(--mark);border-radius:4px;color:var(--mark);font-size:.8rem;font-weight:700;white-space:nowrap;vertical-align:.1em}
.empty{background:var(--paper);border:1px solid var(--line);padding:1rem}
.empty p{margin:.25rem 0}
.pager{display:flex;gap:1rem;justify-content:center;padding:1rem}
.off{color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0;background:var(--paper);border:1px solid var(--line);padding:.75rem 1rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{margin:0;padding:1rem;background:var(--paper);border:1px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
code{font-size:.9em;overflow-wrap:anywhere}
iframe{width:100%;height:70vh;min-height:22rem;border:1px solid var(--line);background:#fff}
details{margin:1rem 0}summary{cursor:pointer;padding:.4rem 0;min-height:1.75rem}
.headers th{width:14rem;color:var(--soft);font-weight:600}
@media (max-width:44rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table:not(.headers),table:not(.headers) tbody,table:not(.headers) tr,table:not(.headers) td{display:block;width:100%}
table:not(.headers) tr{border-bottom:1px solid var(--line);padding:.5rem 0}
table:not(.headers) td{border:0;padding:.1rem .75rem;text-align:left}
table:not(.headers) td::before{content:attr(data-label) ": ";color:var(--soft);font-weight:400}
.address{display:inline}.headers th{width:7rem}
table:not(.headers) tr{display:flex;flex-direction:column}
table:not(.headers) td.subject{order:-1;width:100%}
table:not(.headers) td.subject::before{content:none}
table:not(.headers) td.none,table:not(.headers) td.size{display:none}
dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}
}
`;
