/** POST and GET /cycles/{id}/units/{code}/evidence, …/evidence/{evidence}, POST …/withdrawal */
export interface EvidenceAnswer {
  readonly id: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly criterion: string;
  readonly kind: 'file' | 'reference';
  readonly title: string;
  /** Day that it speaks of, YYYY-MM-DD; apart from when it was added. */
  readonly effectiveOn: string;
  readonly uploadedAt: string;
  readonly file?:
    | {
        readonly name: string;
        /** Media type that the content has. */
        readonly type: string;
        readonly bytes: number;
        readonly sha256: string;
      }
    | undefined;
  readonly reference?: string | undefined;
  readonly declaration?: string | undefined;
  readonly byName: string;
  readonly byRole: string;
  readonly withdrawn?: { readonly at: string; readonly reason: string; readonly byName: string } | undefined;
}
