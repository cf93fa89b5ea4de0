interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Codes that are told once: nobody is led on before they say that they have them. */
export const RecoveryCodes = ({ codes, onKept }: RecoveryCodesProps) => (
  <section>
    <h1>Mã dự phòng</h1>
    <p>
      <strong>Chép mười mã dự phòng này ra giấy.</strong> Mỗi mã dùng được một lần khi mất điện thoại; các mã
      không hiện lại.
    </p>
    <ul className="recovery-codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <button type="button" className="button button-main" onClick={onKept}>
      Đã chép, vào hệ thống
    </button>
  </section>
);
