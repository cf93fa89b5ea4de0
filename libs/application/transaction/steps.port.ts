/**
 * The parts in which a command is brought to its outcome, in their order: who brought it and when, the locks, the rights
 * and rules it is asked by, what it comes to, what is written, and the commit.
 */
export type CommandStep = 'receipt' | 'lock' | 'rules' | 'judge' | 'write' | 'commit';
