import {
  type AnsweringOffice,
  answerTo,
  figureNames,
  type ReportInput,
  type ReportTexts,
} from '#libs/application';
import { partOf, type ReportPart, resolveStages } from '#libs/policy';
import type { Block } from '../layout/layout.types.js';

type Paragraph = Extract<Block, { kind: 'paragraph' }>;

/** Paragraphs of an answer as they were written; the first begins with whose it is. */
const paragraphsOf = (text: string, whose?: string): readonly Paragraph[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => ({
      kind: 'paragraph',
      text: at === 0 && whose !== undefined ? [{ text: `${whose}: `, strong: true }, { text: line }] : line,
    }));

/** Who answers, as the paper that gathers names it: the commune, for each has one office that reports. */
const whoseOf = ({ body }: AnsweringOffice): string => body.communeName;

/**
 * What was answered to one task; empty where nobody has. A paper that gathers has each answer under the name of its commune, ready to
 * be edited, and says who has not answered; the report of one office has its words alone.
 */
export function answerBlocks(texts: ReportTexts | undefined, task: string): readonly Paragraph[] {
  if (texts === undefined) return [];
  const told = texts.offices.map((office) => ({ office, text: answerTo(office.words, task) }));
  const answered = told.flatMap(({ office, text }) =>
    text === undefined ? [] : paragraphsOf(text, texts.isGathering ? whoseOf(office) : undefined),
  );
  const silent = told.filter(({ text }) => text === undefined).map(({ office }) => whoseOf(office));
  if (answered.length === 0 || !texts.isGathering || silent.length === 0) return answered;
  const left = { text: `Chưa có trả lời: ${silent.join('; ')}.`, italic: true };
  return [...answered, { kind: 'paragraph', text: [left] }];
}

/** What was answered to the tasks of a part of the report beside its results. */
export const partBlocks = (
  texts: ReportTexts | undefined,
  part: Exclude<ReportPart, 'results'>,
): readonly Paragraph[] =>
  (texts?.form.tasks ?? [])
    .filter((task) => partOf(task) === part)
    .flatMap(({ key }) => answerBlocks(texts, key));

/** The blocks, or where there are none a place to write. */
export const orElse = (blocks: readonly Block[], empty: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? empty : blocks;

/** What offices have noted to figures that were counted; the figures stay what they are. */
export function figureNoteBlocks({ texts, pack, year }: ReportInput): readonly Block[] {
  const offices = (texts?.offices ?? []).filter(({ words }) => words.figureNotes.length > 0);
  if (texts === undefined || offices.length === 0) return [];
  const names = figureNames({ pack, stages: resolveStages(pack, year, { managedBy: 'tinh' }) });
  return [
    { kind: 'paragraph', text: 'Ý kiến về số liệu (số liệu trên do hệ thống đếm, không sửa theo ý kiến):' },
    ...offices.flatMap((office) =>
      office.words.figureNotes.flatMap(({ figure, text }) => {
        const name = names.get(figure) ?? figure;
        return paragraphsOf(text, texts.isGathering ? `- ${whoseOf(office)}, ${name}` : `- ${name}`);
      }),
    ),
  ];
}
