/** A paper that can be composed, as lists name it. */
export interface DocumentAnswer {
  readonly kind: string;
  readonly name: string;
  /** `unit`: asked for one unit; `area`: for a commune, a district or the province. */
  readonly about: 'unit' | 'area';
  readonly formats: readonly ('docx' | 'xlsx')[];
  /** Key of the stage it belongs to. */
  readonly stage?: string | undefined;
  /** The document that asks for it, or that its form is assumed. */
  readonly source: string;
  readonly status: 'binding' | 'proposed' | 'target' | 'assumed';
}
