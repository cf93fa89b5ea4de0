import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.js';

/** A part of an address as it was meant; what cannot be read is no part of one of ours. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** Says which step of which year the address leads to, before anybody has signed in; what is not known is left unsaid. */
export function LeadsTo({ path }: { readonly path: string }) {
  const [, kind, cycleId = '', , stage = ''] = path.split(/[/?#]/).map(decoded);
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
