import fc from 'fast-check';

// A mutant that twenty-five samples do not find would need luck in the hundred of an ordinary run, too.
fc.configureGlobal({ numRuns: 25, seed: 1 });
