import type { ReactNode } from 'react';

/** How something stands: one of the signs that every screen uses. */
export type Sign =
  | 'done'
  | 'received'
  | 'doing'
  | 'returned'
  | 'overdue'
  | 'suggested'
  | 'missing'
  | 'waived'
  | 'fault'
  | 'ahead';

const SHAPES: Readonly<Record<Sign, ReactNode>> = {
  done: <path d="m1.5 6.5 3 3 6-7" />,
  received: <path d="M1 2.5h10v7H1zM1 3l5 4 5-4" strokeWidth={1.4} />,
  doing: <path d="M1.5 5h2v2h-2zM5 5h2v2H5zM8.5 5h2v2h-2z" fill="currentColor" stroke="none" />,
  returned: <path d="M4 1.5 1.5 4 4 6.5M1.5 4H8a2.75 2.75 0 0 1 0 5.5H5" />,
  overdue: <path d="M1 1h10v10H1z" fill="currentColor" stroke="none" />,
  suggested: <path d="M1.75 1.75h8.5v8.5h-8.5z" strokeWidth={1.5} />,
  missing: <path d="m2 2 8 8M10 2l-8 8" />,
  waived: <circle cx={6} cy={6} r={4.25} strokeWidth={1.5} />,
  fault: <path d="M6 1.25 11 10.5H1zM6 4.75v2.5" strokeWidth={1.5} />,
  ahead: <path d="M2.5 6h7" strokeWidth={1.5} />,
};

/** Colours and word of a sign: those of paper, waived and suggested are of another family. */
const FAMILY: Readonly<Record<Sign, string>> = {
  done: 'done',
  received: 'done',
  doing: 'doing',
  returned: 'returned',
  overdue: 'overdue',
  suggested: 'suggested',
  missing: 'missing',
  waived: 'ahead',
  fault: 'fault',
  ahead: 'ahead',
};

/** A sign without a word, which stands beside it. */
export const SignShape = ({ of }: { readonly of: Sign }) => (
  <svg
    className="sign"
    viewBox="0 0 12 12"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.9}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {SHAPES[of]}
  </svg>
);

/** Sign and word in their colour. */
export const State = ({ of, children }: { readonly of: Sign; readonly children: ReactNode }) => (
  <span className={`state state-${FAMILY[of]}`}>
    <SignShape of={of} />
    <span>{children}</span>
  </span>
);

/** The mark of what no document says. */
export const Assumed = () => (
  <abbr className="assumed" title="giả định, chưa có văn bản">
    *
  </abbr>
);
