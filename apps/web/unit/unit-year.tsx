import './unit-year.css';
import { lateWord, type UnitStageAnswer, type UnitYearAnswer } from '#libs/contracts/http';
import { dayOf, daysBetween, dayText, instantText, numberText } from '../ui/day.js';
import { Assumed, State } from '../ui/sign.js';
import { PLAIN_WORDS, signOf } from '../ui/standing.js';

/** The year of a unit, standing: every step with its days, how it stands, and what happened. */
export function UnitYear({ year }: { readonly year: UnitYearAnswer }) {
  const { unit } = year;
  return (
    <>
      <header className="unit-head">
        <h1>{unit.name}</h1>
        <p className="quiet">
          {unit.id} · {year.standard}
          {year.round > 1 && ` · vòng ${year.round}`}
        </p>
      </header>
      <ol className="year-line">
        {year.stages.map((stage) => (
          <Step key={stage.stage} stage={stage} now={year.now} />
        ))}
      </ol>
      <section className="unit-history">
        <h2>Lịch sử</h2>
        <ol>
          {[...year.history].reverse().map((entry) => (
            <li key={`${entry.round} ${entry.version}`}>
              <time dateTime={entry.effectiveAt}>{instantText(entry.effectiveAt)}</time>
              <span>
                {entry.text} <span className="quiet">· {entry.actorName}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Step({ stage, now }: { readonly stage: UnitStageAnswer; readonly now: string }) {
  const { name, due, opens, cutOff } = stage;
  return (
    <li className={stage.standing === 'overdue' ? 'step step-late' : 'step'}>
      <div>
        <h2>{name}</h2>
        {due?.duty !== undefined && <p className="quiet small">Nhiệm vụ: {due.duty}</p>}
      </div>
      <dl className="step-days">
        <dt>mở</dt>
        <dd>
          {dayText(opens)}
          {stage.opensAssumed === true && <Assumed />}
        </dd>
        {due !== undefined && (
          <>
            <dt>hết</dt>
            <dd title={due.source}>
              {dayText(due.lastDay)}
              {due.status === 'assumed' && <Assumed />}
              {due.graceUntil !== undefined && `, gia hạn ${dayText(due.graceUntil)}`}
            </dd>
          </>
        )}
        {cutOff !== undefined && (
          <>
            <dt>nhận đến</dt>
            <dd>
              {dayText(cutOff)}
              {stage.cutOffAssumed === true && <Assumed />}
            </dd>
          </>
        )}
      </dl>
      <p className="step-state">
        <State of={signOf(stage.standing)}>{wordsFor(stage, now)}</State>
        {stage.awaitingHead !== undefined && <span className="small">chờ thủ trưởng duyệt</span>}
        {stage.extensionAsked !== undefined && <span className="small">đang xin gia hạn</span>}
      </p>
    </li>
  );
}

function wordsFor(stage: UnitStageAnswer, now: string): string {
  const { standing, effectiveAt, due } = stage;
  const last = due?.graceUntil ?? due?.lastDay;
  const late = last === undefined ? 0 : daysBetween(last, dayOf(now));
  const plain = PLAIN_WORDS[standing];
  if (plain !== undefined) return plain;
  switch (standing) {
    case 'done': {
      const word = lateWord(stage);
      return `xong${effectiveAt === undefined ? '' : ` ${dayText(dayOf(effectiveAt))}`}${word === undefined ? '' : `, ${word}`}`;
    }
    case 'overdue':
      return `quá hạn ${numberText(late)} ngày`;
    case 'pastSuggested':
      return `quá ngày đề nghị* ${numberText(late)} ngày`;
    case 'returned':
      return 'trả lại';
    default:
      if (stage.obligation === 'asked' && late > 0)
        return `${UNDONE[stage.act] ?? 'chưa xong'}, vẫn tiếp nhận`;
      return `${UNDONE[stage.act] ?? 'chưa xong'}${last === undefined ? '' : leftText(-late)}`;
  }
}

/** How a step is called that nobody has done, by what is done at it. */
const UNDONE: Readonly<Record<string, string>> = {
  submit: 'chưa nộp',
  appraise: 'chưa thẩm định',
  decide: 'chưa quyết định',
  classify: 'chưa phân loại',
  review: 'chưa xét',
};

const leftText = (days: number): string => {
  if (days < 0) return '';
  return days === 0 ? ', hết hôm nay' : `, còn ${numberText(days)} ngày`;
};
