import type {
  PoliciesAnswer,
  PolicyAnswer,
  PolicyCheckAnswer,
  PolicyCiteAnswer,
  PolicyDiffAnswer,
} from '#libs/contracts/http';
import { checkPack, type PackCatalogue } from '#libs/policy';
import { policyAnswer, policyRow } from './policy-answer.js';
import { policyCiteAnswer, policyDiffAnswer } from './policy-figures-answer.js';

/** Policy packs: public rules that every account may read. */
export class ReadPolicies {
  constructor(private readonly packs: PackCatalogue) {}

  list(): PoliciesAnswer {
    return {
      items: this.packs.list().map(({ id }) => policyRow(this.packs.load(id))),
      faults: this.packs.faults(),
    };
  }

  /** @param year the first one of the newest stages where none is named */
  show(id: string, year: number | undefined): PolicyAnswer {
    const pack = this.packs.load(id);
    return policyAnswer(pack, year ?? latestYear(pack.stageSets));
  }

  check(id: string): PolicyCheckAnswer {
    const { errors, assumed } = checkPack(this.packs.load(id));
    return { id, ok: errors.length === 0, errors, assumed };
  }

  diff(id: string, other: string): PolicyDiffAnswer {
    return policyDiffAnswer(this.packs.load(id), this.packs.load(other));
  }

  /** @param figure a place, a key, or words */
  cite(id: string, figure: string): PolicyCiteAnswer {
    return policyCiteAnswer(this.packs.load(id), figure);
  }
}

/** First year of the newest stage set: the ordinary year that the pack leads to. */
function latestYear(sets: readonly { readonly years: { readonly from: number } }[]): number {
  return Math.max(...sets.map((set) => set.years.from));
}
