import { cellText } from './cells.js';
import type { Block, DocumentLayout } from './layout.types.js';

export const blocksOf = (layout: DocumentLayout): readonly Block[] =>
  layout.sections.flatMap(({ blocks }) => blocks);

/** Every line of a layout as people read it. */
export const textLines = (layout: DocumentLayout): string[] =>
  blocksOf(layout).flatMap((block): string[] => {
    switch (block.kind) {
      case 'table':
        return block.table.rows.map(({ cells }) => cells.map(cellText).join(' | '));
      case 'paragraph':
        return [typeof block.text === 'string' ? block.text : block.text.map(({ text }) => text).join('')];
      case 'fill':
        return [`${block.label}: ${block.value ?? '……'}`];
      case 'letterhead':
        return [block.superior, block.issuer, block.number, block.subject, block.placeAndDate].flatMap(
          (each) => each ?? [],
        );
      case 'title':
      case 'annexTitle':
        return [block.name, ...(block.summary ?? '').split('\n')];
      case 'addressees':
        return block.to.map((to) => `Kính gửi: ${to}`);
      case 'grounds':
      case 'notes':
        return [...block.items];
      case 'code':
        return [block.caption, block.url];
      case 'heading':
      case 'large':
        return [block.text];
      case 'signatures':
        return block.signers.flatMap(({ authority, inPlaceOf, office, name }) =>
          [authority, inPlaceOf, office, name].flatMap((each) => each ?? []),
        );
    }
  });
