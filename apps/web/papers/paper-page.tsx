import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../app/api.js';
import { Problem } from '../app/problem.js';
import { Icon } from '../ui/icon.js';

/** Offers the paper that a mail has led to, where the account may have it. */
export function PaperPage() {
  const { cycleId, kind, communeCode } = useParams({
    from: '/inside/van-ban/$cycleId/$kind/{-$communeCode}',
  });
  const { data, error, refetch } = useQuery({
    queryKey: ['papers', cycleId],
    queryFn: async () => (await api.call('GET /cycles/{cycleId}/documents', { params: { cycleId } })).items,
  });
  const found = data?.find((paper) => paper.kind === kind);
  const place = communeCode === undefined ? '' : `&commune=${encodeURIComponent(communeCode)}`;
  const address = `/api/v1/cycles/${encodeURIComponent(cycleId)}/documents/${encodeURIComponent(kind)}`;
  return (
    <main className="page page-narrow">
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && found === undefined && (
        <div className="empty">
          <h1>Vai trò này không lập được văn bản ấy</h1>
          <p>
            Văn bản dành cho cơ quan mà thư đã gửi tới. Nếu bạn giữ nhiều vai trò, chọn vai trò khác ở góc
            trên.
          </p>
        </div>
      )}
      {found !== undefined && (
        <div className="empty">
          <h1>{found.name}</h1>
          <p>Bản Word đã điền sẵn từ số liệu lúc này, để cơ quan xem lại, ký và phát hành.</p>
          <a className="button button-main" href={`${address}?format=docx${place}`}>
            <Icon name="download" />
            Tải bản Word
          </a>
        </div>
      )}
    </main>
  );
}
