// The page that mails lead to: signs in by a link, an invitation or a password, with a code where the role needs one.
// What a link brings stands behind `#` and is sent only when a button is pressed: a scanner that opens the page spends nothing.

const at = (id) => document.getElementById(id);
const SECTIONS = ['ask', 'open', 'address', 'invite', 'code', 'in'];
/** Sections in which nobody signs in, so no device is named. */
const WITHOUT_SIGN_IN = ['address', 'in'];

function show(section) {
  for (const id of SECTIONS) at(id).hidden = id !== section;
  at('remember-field').hidden = WITHOUT_SIGN_IN.includes(section);
  at(section).querySelector('input, button')?.focus();
}

function say(id, text) {
  for (const each of ['problem', 'notice']) at(each).hidden = true;
  if (text === undefined) return;
  at(id).textContent = text;
  at(id).hidden = false;
}

/** Answers the body, or undefined where a sentence about what went wrong was shown instead. */
async function ask(method, path, body) {
  say('problem', undefined);
  const buttons = [...document.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await fetch(`/api/v1${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const told = await answer.json();
    if (answer.ok) return told;
    say('problem', [told.detail, ...(told.problems ?? []).map(({ message }) => message)].join(' '));
  } catch {
    say('problem', 'Không gửi được: máy này chưa nối được tới hệ thống. Kiểm tra mạng rồi bấm lại.');
  } finally {
    for (const button of buttons) button.disabled = false;
  }
  return undefined;
}

/** Each field of a form; what is left empty is left out. */
const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));

function onSubmit(id, act) {
  at(id).addEventListener('submit', (event) => {
    event.preventDefault();
    void act(fieldsOf(event.target));
  });
}

/** Whether the person wants this device to be a named one. */
const remembering = () => (at('remember').checked ? { remember: true } : {});

let ticket;
/** A mail leads to the step or the paper that it speaks of; that address is kept over the signing in. */
const step = location.pathname.startsWith('/viec/') ? location.pathname : undefined;
const paper = location.pathname.startsWith('/van-ban/') ? location.pathname : undefined;
const wished = step ?? paper;
let returnTo = wished;

/** Goes on after any way of signing in. */
async function follow(answer) {
  if (answer === undefined) return;
  history.replaceState(null, '', wished ?? '/dang-nhap');
  returnTo = answer.returnTo ?? returnTo;
  if (answer.ticket !== undefined) return askCode(answer);
  const codes = answer.recoveryCodes ?? [];
  // Recovery codes are told once: nobody is led away from them.
  if (codes.length === 0 && returnTo !== undefined && returnTo !== location.pathname) {
    location.assign(returnTo);
    return;
  }
  at('recovery').hidden = codes.length === 0;
  at('recovery-codes').replaceChildren(...codes.map((code) => inList(document.createTextNode(code))));
  showWho(answer.me);
}

async function askCode(answer) {
  ticket = answer.ticket;
  if (answer.enrols === true) {
    const given = await ask('POST', '/auth/code/enrol', { ticket });
    if (given === undefined) return;
    at('secret').textContent = given.secret.replace(/.{4}(?=.)/g, '$& ');
    at('secret-uri').href = given.uri;
  }
  at('enrol').hidden = answer.enrols !== true;
  show('code');
}

function inList(...nodes) {
  const item = document.createElement('li');
  item.append(...nodes);
  return item;
}

const STATES = {
  submitted: 'đã gửi',
  done: 'xong',
  returned: 'bị trả lại',
  waived: 'không yêu cầu',
};

/** Says how the step stands that a mail has led to. */
async function showStep() {
  if (step === undefined) return;
  const [cycleId, unitId, key] = step.split('/').slice(2).map(decodeURIComponent);
  const year = await ask('GET', `/cycles/${encodeURIComponent(cycleId)}/units/${encodeURIComponent(unitId)}`);
  const found = year?.stages.find(({ stage }) => stage === key);
  if (found === undefined) return;
  const words = STATES[found.status] ?? 'chưa gửi';
  at('step').textContent = `${year.unit.name}: ${found.name}, ${words}.`;
  at('step').hidden = false;
}

/** Offers the paper that a mail has led to, where the account may have it. */
async function showPaper() {
  if (paper === undefined) return;
  const [cycleId, kind, commune] = paper.split('/').slice(2);
  const listed = await ask('GET', `/cycles/${cycleId}/documents`);
  const found = listed?.items.find((item) => encodeURIComponent(item.kind) === kind);
  if (found === undefined) {
    if (listed !== undefined) say('problem', 'Vai trò này không lập được văn bản mà đường dẫn mở.');
    return;
  }
  const place = commune === undefined ? '' : `&commune=${commune}`;
  at('paper-file').href = `/api/v1/cycles/${cycleId}/documents/${kind}?format=docx${place}`;
  at('paper-file').textContent = `Tải bản Word: ${found.name}`;
  at('paper').hidden = false;
}

/** Says what the address leads to: a paper, or which step of which year, before anybody has signed in; what is not known is left unsaid. */
async function nameStep() {
  if (paper !== undefined) {
    at('leads-to').textContent = 'Đường dẫn này mở một văn bản để tải về.';
    at('leads-to').hidden = false;
  }
  if (step === undefined) return;
  const [cycleId, , key] = step.split('/').slice(2);
  const answer = await fetch(`/api/v1/cycles/${cycleId}/steps/${key}/name`).catch(() => undefined);
  if (answer?.ok !== true) return;
  const { name, year } = await answer.json();
  at('leads-to').textContent = `Đường dẫn này mở bước “${name}”, năm ${year}.`;
  at('leads-to').hidden = false;
}

function showWho(me) {
  at('leads-to').hidden = true;
  void showStep();
  at('paper').hidden = true;
  void showPaper();
  at('name').textContent = me.name;
  at('role').textContent = `${me.roleName} (${me.scope.code})`;
  at('limit').hidden = me.session?.limit === undefined;
  const others = (me.grants ?? []).filter(({ id }) => id !== me.session?.grant);
  at('choice').hidden = others.length === 0;
  at('grants').replaceChildren(
    ...others.map((grant) => {
      const button = document.createElement('button');
      button.textContent = `${grant.roleName} (${grant.scope.code}), theo ${grant.paper}`;
      button.addEventListener('click', async () => {
        const now = await ask('POST', '/auth/grant', { grant: grant.id });
        if (now !== undefined) showWho(now);
      });
      return inList(button);
    }),
  );
  show('in');
}

onSubmit('link-form', async (fields) => {
  const wanted = wished ?? new URLSearchParams(location.search).get('returnTo');
  const sent = await ask('POST', '/auth/link', { ...fields, ...(wanted !== null && { returnTo: wanted }) });
  if (sent === undefined) return;
  say(
    'notice',
    `Nếu ${fields.email} là địa chỉ của một tài khoản, đường dẫn đã được gửi tới đó. Mở thư trên máy này.`,
  );
});
onSubmit('password-form', async (fields) => {
  returnTo = wished ?? new URLSearchParams(location.search).get('returnTo') ?? undefined;
  // Only a page of ours: one slash and no host.
  if (returnTo !== undefined && !/^\/(?![/\\])/.test(returnTo)) returnTo = undefined;
  await follow(await ask('POST', '/auth/password', { ...fields, ...remembering() }));
});
onSubmit('open-form', async () => {
  await follow(await ask('POST', '/auth/link/open', { token: location.hash.slice(1), ...remembering() }));
});
onSubmit('address-form', async () => {
  const changed = await ask('POST', '/auth/address/open', { token: location.hash.slice(1) });
  if (changed === undefined) return;
  history.replaceState(null, '', '/dang-nhap');
  await begin();
  say('notice', 'Đã đổi địa chỉ thư của tài khoản. Từ nay đường dẫn đăng nhập gửi tới địa chỉ mới.');
});
onSubmit('invite-form', async ({ password, again }) => {
  if (password !== again) {
    say('problem', 'Hai lần nhập mật khẩu khác nhau. Nhập lại.');
    return;
  }
  const token = location.hash.slice(1);
  await follow(
    await ask('POST', '/auth/invitation/open', { token, ...(password && { password }), ...remembering() }),
  );
});
onSubmit('code-form', async ({ code }) => {
  await follow(await ask('POST', '/auth/code', { ticket, code: code.replaceAll(' ', ''), ...remembering() }));
});
at('sign-out').addEventListener('click', async () => {
  if ((await ask('POST', '/auth/sign-out')) === undefined) return;
  say('notice', 'Đã đăng xuất.');
  show('ask');
});

/** What the page shows for what a mail has brought, by its path; elsewhere it is a link that signs in. */
const OPENING = { '/loi-moi': 'invite', '/dia-chi': 'address' };

async function begin() {
  if (location.hash.length > 1) {
    show(OPENING[location.pathname] ?? 'open');
    return;
  }
  const answer = await fetch('/api/v1/me').catch(() => undefined);
  const me = answer?.ok === true ? await answer.json() : undefined;
  if (me !== undefined && me.session?.limit !== 'named-device') {
    showWho(me);
    return;
  }
  show('ask');
  if (me !== undefined) say('notice', 'Máy này được nhớ để xem và lập nháp. Muốn gửi, hãy đăng nhập lại.');
}

// A link that is opened in a tab where the page stands already changes what is behind `#` alone.
window.addEventListener('hashchange', () => void begin());
void nameStep();
await begin();
