/** How the capture answers; the first rule that fits is used. */
export interface AnswerRule {
  /** Whole address, or with `*` for any run of characters; every address when left out. */
  recipient?: string;
  /** Which command is answered: the greeting, RCPT TO, or the end of DATA (the default). */
  at?: 'connect' | 'rcpt' | 'data';
  /** SMTP code; 250 when left out. */
  code?: number;
  text?: string;
  /** Waited before the answer. */
  delayMs?: number;
  /** After DATA never answers; the connection stays open until the client gives up. */
  hang?: boolean;
  /** Cuts the connection in place of the answer, or right after it. */
  drop?: 'beforeAnswer' | 'afterAnswer';
  /** Whether a mail that meets this rule after DATA is kept; by default when the code is 250. */
  store?: boolean;
  /** How often the rule is used before it is gone; without end when left out. */
  times?: number;
}

/** Rules from the HTTP control; throws an error naming the first fault. */
export function parseRules(value: unknown): AnswerRule[] {
  if (!Array.isArray(value)) throw new Error('a list of rules is expected');
  return value.map((entry: unknown, index) => {
    const rule = entry as Record<string, unknown>;
    const fail = (name: string): never => {
      throw new Error(`rule ${index + 1}: ${name}`);
    };
    if (typeof entry !== 'object' || entry === null) return fail('an object is expected');
    const numbers = ['code', 'delayMs', 'times'];
    const strings = ['recipient', 'text'];
    const booleans = ['hang', 'store'];
    for (const [name, field] of Object.entries(rule)) {
      if (numbers.includes(name)) {
        if (!Number.isInteger(field) || (field as number) < 0) fail(`${name} must be a whole number`);
      } else if (strings.includes(name)) {
        if (typeof field !== 'string') fail(`${name} must be text`);
      } else if (booleans.includes(name)) {
        if (typeof field !== 'boolean') fail(`${name} must be true or false`);
      } else if (name === 'at') {
        if (!['connect', 'rcpt', 'data'].includes(String(field))) fail('at must be connect, rcpt or data');
      } else if (name === 'drop') {
        if (!['beforeAnswer', 'afterAnswer'].includes(String(field)))
          fail('drop must be beforeAnswer or afterAnswer');
      } else {
        fail(`unknown field ${name}`);
      }
    }
    if (rule.code !== undefined && ((rule.code as number) < 200 || (rule.code as number) > 599))
      fail('code out of range');
    return rule;
  });
}
