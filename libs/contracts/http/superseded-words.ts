/**
 * What a restart does to a decision that was issued: in the system it is the present result no more, and on paper it holds
 * until the body that decided replaces or revokes it. No restart voids a decision.
 *
 * @param decision how its document is named, e.g. "Quyết định số 45/QĐ-UBND ngày 24/11/2026"
 * @param body the body that decided; where it is not known it is called by what it did
 */
export const supersededText = (decision: string, body = 'cơ quan đã quyết định'): string =>
  `${decision} thôi là kết quả hiện hành trong hệ thống; trên giấy còn hiệu lực đến khi ${body} thay thế, thu hồi`;
