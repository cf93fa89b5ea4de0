import type { ReactNode } from 'react';

const SHAPES = {
  mark: (
    <>
      <circle cx={12} cy={12} r={2.6} fill="currentColor" stroke="none" />
      <path d="M12 2.5v3M18.7 5.3l-2.1 2.1M21.5 12h-3M18.7 18.7l-2.1-2.1M12 21.5v-3" strokeWidth={2.2} />
      <path d="M5.3 18.7l2.1-2.1M2.5 12h3M5.3 5.3l2.1 2.1" strokeWidth={2.2} opacity={0.45} />
    </>
  ),
  person: (
    <>
      <circle cx={12} cy={8} r={3.5} />
      <path d="M5.5 20v-1.5a4.5 4.5 0 0 1 4.5-4.5h4a4.5 4.5 0 0 1 4.5 4.5V20" />
    </>
  ),
  moon: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z" />,
  sun: (
    <>
      <circle cx={12} cy={12} r={4} />
      <path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4" />
    </>
  ),
  right: <path d="m9.5 6 6 6-6 6" />,
  down: <path d="m6 9.5 6 6 6-6" />,
  search: (
    <>
      <circle cx={10.5} cy={10.5} r={6} />
      <path d="m15 15 5 5" />
    </>
  ),
  download: <path d="M12 4v11m-4.5-4.500L12 15l4.5-4.500M4.5 19.500h15" />,
  print: <path d="M7 9V4h10v5M7 17H4V9.500h16V17h-3M7 14h10v6H7z" />,
  link: (
    <path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.700l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1" />
  ),
} satisfies Record<string, ReactNode>;

/** A drawing beside a word; alone in a button it needs an `aria-label` there. */
export const Icon = ({ name }: { readonly name: keyof typeof SHAPES }) => (
  <svg
    width={18}
    height={18}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.75}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {SHAPES[name]}
  </svg>
);
