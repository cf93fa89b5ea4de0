import { useMutation, useQuery } from '@tanstack/react-query';
import type { SignInAnswer } from '#libs/contracts/http';
import { api } from '../app/api.js';
import { Problem } from '../app/problem.js';
import { QrDrawing } from '../ui/qr-drawing.js';
import { RememberField, remembering, SignInForm, TextField } from './form.js';

interface CodeFormProps {
  readonly ticket: string;
  /** Whether the account has no authenticator yet. */
  readonly enrols: boolean;
  readonly onAnswer: (answer: SignInAnswer) => void;
}

/** The second step of roles that judge, decide or administer. */
export function CodeForm({ ticket, enrols, onAnswer }: CodeFormProps) {
  const confirm = useMutation({
    mutationFn: (fields: Readonly<Record<string, string>>) => {
      const code = (fields['code'] ?? '').replaceAll(' ', '');
      return api.call('POST /auth/code', { body: { ticket, code, ...remembering(fields) } });
    },
    onSuccess: onAnswer,
  });
  return (
    <section>
      <h1>Mã xác nhận</h1>
      {enrols && <Enrolment ticket={ticket} />}
      <SignInForm
        title="Mã xác nhận"
        button="Xác nhận"
        busy={confirm.isPending}
        error={confirm.error}
        onSend={confirm.mutate}
      >
        <TextField name="code" label="Mã sáu chữ số, hoặc một mã dự phòng" autoComplete="one-time-code" />
        <RememberField />
      </SignInForm>
    </section>
  );
}

function Enrolment({ ticket }: { readonly ticket: string }) {
  const { data, error } = useQuery({
    queryKey: ['enrolment', ticket],
    queryFn: () => api.call('POST /auth/code/enrol', { body: { ticket } }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return null;
  return (
    <div className="enrolment">
      <p>
        Vai trò này cần thêm ứng dụng tạo mã trên điện thoại. Quét mã QR hoặc gõ khóa dưới đây vào ứng dụng,
        rồi nhập mã sáu chữ số mà ứng dụng hiện ra.
      </p>
      <QrDrawing text={data.uri} label="Mã QR của khóa, để quét bằng ứng dụng tạo mã" />
      <p>
        <code>{data.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
      </p>
      <p>
        <a href={data.uri}>Mở trong ứng dụng tạo mã trên máy này</a>
      </p>
    </div>
  );
}
