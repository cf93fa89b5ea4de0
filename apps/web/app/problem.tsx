import { ApiProblem } from '#libs/api-client';
import { isUnreachable } from './api.js';

/** What went wrong, where, and what to do: a sentence of the API, or one about the way to it. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem && error.problem !== undefined) return error.problem.detail;
  if (isUnreachable(error)) {
    return 'Không gửi được: máy này chưa nối được tới hệ thống. Kiểm tra mạng rồi thử lại.';
  }
  return 'Có lỗi ngoài dự kiến, không có gì bị thay đổi. Hãy tải lại trang; nếu còn, báo quản trị.';
}

/** The code by which an administrator finds the request in the log. */
const traceOf = (error: unknown): string | undefined =>
  error instanceof ApiProblem ? error.problem?.trace : undefined;

/** Whether it is not for the role that asks: asking again never helps. */
const isForbidden = (error: unknown): boolean => error instanceof ApiProblem && error.status === 403;

interface ProblemProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A sentence about what went wrong in place of what could not be shown. */
export function Problem({ error, onRetry }: ProblemProps) {
  const trace = traceOf(error);
  const details = error instanceof ApiProblem ? (error.problem?.problems ?? []) : [];
  return (
    <div className="told told-wrong" role="alert">
      <p>{sentenceOf(error)}</p>
      {details.length > 0 && (
        <ul>
          {details.map(({ place, message }) => (
            <li key={`${place} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {trace !== undefined && <p className="quiet small">Mã yêu cầu: {trace}</p>}
      {isForbidden(error) ? (
        <p className="buttons">
          <a className="button" href="/">
            Về trang của tôi
          </a>
        </p>
      ) : (
        onRetry !== undefined && (
          <p className="buttons">
            <button type="button" className="button" onClick={onRetry}>
              Thử lại
            </button>
          </p>
        )
      )}
    </div>
  );
}
