import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.js';

/** Says which step of which year the address leads to, before anybody has signed in; what is not known is left unsaid. */
export function LeadsTo({ path }: { readonly path: string }) {
  const [, kind, cycleId = '', , stage = ''] = path.split(/[/?#]/).map(decodeURIComponent);
  const { data } = useQuery({
    queryKey: ['step-name', cycleId, stage],
    queryFn: () => api.call('GET /cycles/{cycleId}/steps/{stage}/name', { params: { cycleId, stage } }),
    enabled: kind === 'viec' && stage !== '',
    retry: false,
  });
  if (kind === 'van-ban') return <p className="leads-to">Đường dẫn này mở một văn bản để tải về.</p>;
  if (data === undefined) return null;
  return (
    <p className="leads-to">
      Đường dẫn này mở bước “{data.name}”, năm {data.year}.
    </p>
  );
}
