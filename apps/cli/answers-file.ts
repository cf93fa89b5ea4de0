import type { ReportFormAnswer } from '#libs/contracts/http';
import { CliError, EXIT, type ListedProblem } from './cli.error.js';
import { fileBytes } from './options.js';
import { formatNumber } from './print/words.js';

/** The words of a report, as commands and drafts have them. */
interface Words {
  readonly answers: { readonly task: string; readonly text: string }[];
  readonly figureNotes: { readonly figure: string; readonly text: string }[];
}

/** What the mark of a task means. */
export const ASSUMED_TASK_NOTE = '* nội dung giả định, chưa có văn bản nêu';

/** `## [1] Nâng cao nhận thức`, `## [số liệu recognised] Được công nhận: 12`: what follows is said to it. */
const HEADING = /^##\s*\[(số liệu\s+)?([^\]]+)\]/u;
const HELP = [
  '# Ghi câu trả lời dưới từng đề mục; để trống nếu chưa có. Giữ nguyên mã trong ngoặc vuông.',
  '# Số liệu do hệ thống đếm, không sửa được; nếu thấy chưa đúng, ghi ý kiến dưới số liệu đó.',
];

/** A form as a text that is filled in with any editor: a heading for each task and figure, the words below it. */
export function answersText(
  { unitName, stageName, tasks, figures }: ReportFormAnswer,
  drafted?: Partial<Words>,
): string {
  const answerOf = (task: string, handedIn: string | undefined) =>
    drafted?.answers?.find((answer) => answer.task === task)?.text ?? handedIn ?? '';
  const noteOf = (figure: string, handedIn: string | undefined) =>
    drafted?.figureNotes?.find((note) => note.figure === figure)?.text ?? handedIn ?? '';
  const lines = [
    `# ${stageName}: ${unitName}`,
    ...HELP,
    ...(tasks.some(({ assumed }) => assumed) ? [`# ${ASSUMED_TASK_NOTE}`] : []),
    ...tasks.flatMap(({ task, text, source, assumed, answer }) => [
      '',
      `## [${task}] ${text}${assumed === true ? '*' : ` (${source})`}`,
      answerOf(task, answer),
    ]),
    ...figures.flatMap(({ figure, name, value, note }) => [
      '',
      `## [số liệu ${figure}] ${name}: ${formatNumber(value)}`,
      noteOf(figure, note),
    ]),
  ];
  return `${lines.join('\n').normalize('NFC')}\n`;
}

/**
 * Reads such a text; what nothing is said to is left out. Which tasks and figures there are the API knows.
 *
 * @throws CliError where words stand under no heading
 */
export const readAnswers = (file: string): Words =>
  answersIn(new TextDecoder().decode(fileBytes(file)).replace(/^\uFEFF/, ''), file);

/** @param file name of the file, as a fault names it */
export function answersIn(text: string, file: string): Words {
  const words: Words = { answers: [], figureNotes: [] };
  const problems: ListedProblem[] = [];
  let said: string[] = [];
  let isBelowHeading = false;
  let add = (_told: string): unknown =>
    problems.push({ place: 'đầu tệp', message: 'có nội dung trước đề mục đầu tiên, dạng "## [mã] tên"' });
  const end = () => {
    const told = said.join('\n').trim();
    if (told !== '') add(told);
    said = [];
  };
  for (const line of text.normalize('NFC').split(/\r?\n/)) {
    const heading = HEADING.exec(line);
    if (heading !== null) {
      end();
      isBelowHeading = true;
      const [, isFigure, key = ''] = heading;
      add =
        isFigure === undefined
          ? (told: string) => words.answers.push({ task: key.trim(), text: told })
          : (told: string) => words.figureNotes.push({ figure: key.trim(), text: told });
      // The help of the form stands above its headings; below them all lines are the answer.
    } else if (isBelowHeading || !line.startsWith('# ')) said.push(line);
  }
  end();
  if (problems.length === 0) return words;
  const message = `Tệp trả lời ${file} có chỗ không đọc được. Lấy mẫu: antq report form --out.`;
  throw new CliError(EXIT.refused, message, { problems });
}
