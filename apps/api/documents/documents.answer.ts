import type { AvailableDocument } from '#libs/application';
import type { DocumentAnswer } from '#libs/contracts/http';

/** A paper that the account can ask for. */
export function documentAnswer({ document, formats, source }: AvailableDocument): DocumentAnswer {
  const { key, name, about, stage, status } = document;
  return { kind: key, name, about, formats, stage, source, status };
}
