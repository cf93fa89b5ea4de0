import { useSignedIn } from './session.js';

const WHY = {
  'named-device': 'Máy này được nhớ để xem và lập nháp.',
  'shared-address': 'Hai tài khoản dùng chung hộp thư đã mở phiên này, nên phiên chỉ sửa được nháp.',
} as const;

/** Says on every page of a session that may change drafts alone why, and how to sign in whole. */
export function LimitBand({ wished }: { readonly wished: string }) {
  const limit = useSignedIn().session?.limit;
  if (limit === undefined) return null;
  return (
    <aside className="band band-limit" aria-label="Giới hạn của phiên đăng nhập">
      <span>{WHY[limit]} Muốn gửi hoặc duyệt, hãy đăng nhập lại.</span>
      <a className="button button-quiet" href={`/dang-nhap?returnTo=${encodeURIComponent(wished)}`}>
        Đăng nhập lại
      </a>
    </aside>
  );
}
