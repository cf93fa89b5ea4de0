import { DomainError, type Problem } from '#libs/contracts';
import { hasControlCharacter, isUnstorable, shownText } from '#libs/text';

/** Deeper than anything that is asked for; what walks a value after this may call itself. */
const DEEPEST = 32;
/** Enough to mend a request by. */
const MOST_PROBLEMS = 20;

/**
 * Refuses what no schema need think of, wherever it stands in a path, a query or JSON, in values and in names: what
 * PostgreSQL cannot keep, what turns the direction of writing, numbers that are none, and nesting without end.
 *
 * @param place what the value is called in an answer
 * @throws DomainError INPUT.INVALID naming each place
 */
export function requireSound(value: unknown, place: string): void {
  const problems: Problem[] = [];
  const refuse = (at: readonly string[], message: string) =>
    problems.push({ code: 'INPUT.FIELD', place: shownText(at.join('.')), message });
  // A list of what is left instead of a function that calls itself: five thousand levels would end the process's stack.
  const left: { readonly value: unknown; readonly at: readonly string[] }[] = [{ value, at: [] }];
  for (let next = left.pop(); next !== undefined && problems.length < MOST_PROBLEMS; next = left.pop()) {
    const { at } = next;
    const where = at.length === 0 ? [place] : at;
    const fault = faultOf(next.value);
    if (fault !== undefined) refuse(where, fault);
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (at.length >= DEEPEST) {
      refuse([place], `lồng quá ${DEEPEST} tầng`);
      break;
    }
    for (const [name, inner] of Object.entries(next.value)) {
      if (textFault(name) !== undefined)
        refuse(where, `tên trường "${shownText(name)}" có ký tự không dùng được`);
      left.push({ value: inner, at: [...at, name] });
    }
  }
  if (problems.length > 0) throw new DomainError('INPUT.INVALID', {}, problems);
}

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'số quá lớn';
  return typeof value === 'string' ? textFault(value) : undefined;
}

function textFault(text: string): string | undefined {
  if (isUnstorable(text)) return 'có ký tự rỗng (NUL) hoặc ký tự hỏng, không lưu được';
  // Several lines are for the schema of the field to allow; a draft may have them.
  return hasControlCharacter(text.replace(/[\r\n]/g, ' '))
    ? 'có ký tự điều khiển hoặc ký tự đảo chiều chữ'
    : undefined;
}
