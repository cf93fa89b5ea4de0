import type { Tree } from './arrows.fixtures.js';

/** A file that imports nothing: whoever shares it gains no way to another file. */
const isLeaf = (text: string): boolean => !/\bfrom '|\bimport '/.test(text);

/**
 * Small trees packed into as few houses as can be, so that a house is read once for many of them. Two trees share a house
 * where no file of one is a file of the other, but for files that are the same in both and import nothing: then no arrow
 * leads from one tree into the other, and what is found in the house belongs to the tree of the file it begins at.
 */
export class Houses {
  private readonly houses: Record<string, string>[] = [];
  private readonly places = new Map<Tree, number>();

  constructor(trees: readonly Tree[]) {
    for (const tree of trees) {
      const found = this.houses.findIndex((house) => fits(tree, house));
      const place = found === -1 ? this.houses.push({}) - 1 : found;
      Object.assign(this.houses[place] ?? {}, tree);
      this.places.set(tree, place);
    }
  }

  /** The files of each house. */
  all(): readonly Tree[] {
    return this.houses;
  }

  /** The number of the house that a tree stands in. */
  of(tree: Tree): number {
    const place = this.places.get(tree);
    if (place === undefined) throw new Error(`no house for ${Object.keys(tree).join(', ')}`);
    return place;
  }
}

const fits = (tree: Tree, house: Tree): boolean =>
  Object.entries(tree).every(
    ([file, text]) => house[file] === undefined || (house[file] === text && isLeaf(text)),
  );
