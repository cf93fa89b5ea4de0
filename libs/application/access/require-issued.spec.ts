import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { requireIssued } from './require-issued.js';

function refused(request: object): unknown {
  try {
    requireIssued(request, '2026-03-10');
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [error.code, error.params, error.problems.map(({ place }) => place)];
  }
}

describe('the documents of a request', () => {
  it('are issued by today', () => {
    expect(
      refused({ date: '2026-03-10', until: '2026-12-31', paper: { date: '2026-01-05' } }),
    ).toBeUndefined();
    expect(refused({ reason: 'Bão', heads: [{ from: '2027-01-01' }] })).toBeUndefined();
  });

  it('are refused from tomorrow on, wherever they are named', () => {
    expect(
      refused({
        date: '2026-03-11',
        dossier: [
          { item: 'a', date: '2026-03-09' },
          { item: 'b', date: '2026-04-01' },
        ],
      }),
    ).toEqual(['DOCUMENT.IN_FUTURE', { day: '2026-03-11', today: '2026-03-10' }, ['date', 'dossier.1.date']]);
  });
});
