/** What the reader of a run is told, in its details and in the list of its activities and timers; it decides nothing. */
export const RUN_TEXTS = {
  summaries: {
    openUnits: 'Mở chu kỳ cho từng đơn vị',
    actOnCalendar: 'Làm những việc tới hạn theo lịch',
    closeYears: 'Đóng năm của từng đơn vị',
    planReminders: 'Xem cần nhắc ai, việc gì',
    carryReminders: 'Soạn thư nhắc, gộp theo người nhận',
    deliverMail: 'Gửi thư',
    stepRehearsal: 'Cho đồng hồ diễn tập đi tiếp và chờ xong việc',
    driveRehearsedYear: 'Cho các đơn vị và cơ quan giả lập sống cả năm, rồi đối chiếu với kịch bản',
    loadUnitYear: 'Nạp hồ sơ năm của đơn vị',
    keepPace: (days: number) => `Giữ nhịp diễn tập cho ${days} ngày`,
  },
  area: {
    opening: 'Đang mở chu kỳ cho các đơn vị',
    opened: (opened: number, total: number) => `Đã mở ${opened}/${total} đơn vị, chờ lịch của năm bắt đầu`,
    running: 'Năm đang chạy.',
    did: (instant: string) => `- Đã làm: ${instant}`,
    closing: 'Hết lịch của năm, đang đóng năm của từng đơn vị',
    waitsFor: (instant: string | undefined) =>
      instant === undefined ? 'Chờ khi có thay đổi' : `Chờ tới ${instant}`,
  },
  reminders: {
    looking: 'Đang xem cần nhắc ai',
    over: 'Chu kỳ đã đóng, không còn ai phải nhắc',
  },
  rehearsal: {
    waiting: (clock: string | undefined) => `${standsAt(clock)}, chờ được cho đi tiếp`,
    stepping: (clock: string | undefined) => `${standsAt(clock)}, đang đi tiếp`,
    pacing: (clock: string) => `${standsAt(clock)}, giữ nhịp`,
    over: (clock: string) => `${standsAt(clock)}, chu kỳ đã đóng`,
  },
  rehearsedYear: {
    running: 'Năm diễn tập đang chạy',
    stopped: 'Đã dừng; xem lý do bằng antq rehearsal show',
    ended: (asDrawn: boolean) =>
      asDrawn
        ? 'Kết thúc đúng như kịch bản'
        : 'Kết thúc khác kịch bản; xem chỗ khác bằng antq rehearsal show',
  },
} as const;

function standsAt(clock: string | undefined): string {
  return `Đồng hồ diễn tập: ${clock ?? 'chưa đi'}`;
}
