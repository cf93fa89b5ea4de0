/**
 * How every view calls a stage that nobody waits for any more, in the words of the documents: one that can no longer be
 * handed in and one that a closed year left undone are both "không nộp"; what was asked of nobody is not.
 */
export const NOT_WAITED_FOR = {
  notSubmitted: 'không nộp',
  closed: 'không nộp',
  waived: 'không yêu cầu',
} as const;

/** How every view calls what is past a last day that no document sets, with the mark of what is assumed. */
export const PAST_SUGGESTED = 'quá ngày đề nghị*';
/** And what came after such a day. */
export const AFTER_SUGGESTED = 'sau ngày đề nghị*';

/**
 * How every view calls what came after its last day: "trễ hạn" where a document or an office set it, and only then; undefined for what
 * came in time, and for what has no day.
 */
export const lateWord = ({
  late,
  afterSuggested,
}: {
  readonly late?: boolean;
  readonly afterSuggested?: boolean;
}): 'trễ hạn' | typeof AFTER_SUGGESTED | undefined => {
  if (late !== true) return undefined;
  return afterSuggested === true ? AFTER_SUGGESTED : 'trễ hạn';
};

/** What people read of a step whose paper has come while its content is still to be entered by the office. */
export const RECEIVED_ON_PAPER = 'đã nhận giấy, chờ nhập nội dung';
