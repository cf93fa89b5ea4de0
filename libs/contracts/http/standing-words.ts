/**
 * How every view calls a stage that nobody waits for any more, in the words of the documents: one that can no longer be
 * handed in and one that a closed year left undone are both "không nộp"; what was asked of nobody is not.
 */
export const NOT_WAITED_FOR = {
  notSubmitted: 'không nộp',
  closed: 'không nộp',
  waived: 'không yêu cầu',
} as const;
