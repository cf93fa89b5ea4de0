#!/bin/sh
# Installs a release of ANTQ on this machine, or brings the installation to it. May be repeated: what is there stays, and
# settings are never overwritten. PostgreSQL, Temporal, the relay and Caddy are not installed.
#
#   install.sh [--dry-run] [--domain NAME] [--node FILE] [--root FOLDER] ARCHIVE
#
# --dry-run   says what would be done and does nothing
# --domain    name under which people reach it; needed the first time
# --node      Node.js to run it with; the one on PATH otherwise
# --root      below this folder instead of /, for an image: makes no account and starts nothing
set -eu
umask 077

fail() { echo "Chưa cài được: $1" >&2; exit 1; }
say() { echo "$1"; }

dry='' domain='' root='' archive='' node=$(command -v node || true)
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=1 ;;
    --domain) shift; domain=${1:-} ;;
    --node) shift; node=${1:-} ;;
    --root) shift; root=${1:-}; [ -d "$root" ] || fail "không có thư mục $root." ;;
    -*) fail "không có tùy chọn $1." ;;
    *) [ -z "$archive" ] || fail "chỉ nhận một gói cài đặt."; archive=$1 ;;
  esac
  shift
done

# Says what is done; does it unless it is only to be said.
act() {
  said=$1
  shift
  if [ -n "$dry" ]; then say "sẽ $said"; else say "$said"; "$@"; fi
}

[ -n "$archive" ] || fail "thiếu gói cài đặt (tệp .tar.gz làm bằng npm run archive)."
[ -r "$archive" ] || fail "không đọc được $archive."
[ -n "$root" ] || [ "$(id -u)" = 0 ] || [ -n "$dry" ] || fail "cần quyền root."
[ -x "$node" ] || fail "cần Node.js từ 20.19; cài Node.js hoặc chỉ bằng --node."
"$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "cần Node.js từ 20.19; $node là $("$node" --version)."
# It stands first, so the beginning is enough; tar minds that the rest is missing.
release=$(gzip -dc "$archive" 2>/dev/null | head -c 10240 | tar -xOf - RELEASE 2>/dev/null || true)
[ -n "$release" ] || fail "$archive không phải gói cài đặt của ANTQ."
name=$(printf '%s\n' "$release" | sed -n 's/^name=//p')
platform=$(printf '%s\n' "$release" | sed -n 's/^platform=//p')
case $name in '' | *[!A-Za-z0-9._+-]* | .*) fail "tên phiên bản trong gói không dùng được." ;; esac
here=$("$node" -p 'process.platform + "-" + process.arch')
[ "$platform" = "$here" ] || fail "gói này dành cho $platform, máy này là $here."
case $domain in *[!A-Za-z0-9.-]*) fail "tên miền $domain không đúng." ;; esac

home=$root/opt/antq settings=$root/etc/antq units=$root/etc/systemd/system
[ -e "$settings/antq.env" ] || [ -n "$domain" ] || fail "lần đầu cần --domain, tên miền mà mọi người dùng để vào."

if [ -z "$root" ] && ! getent passwd antq >/dev/null; then
  act "tạo tài khoản hệ thống antq" useradd --system --user-group --home-dir /var/lib/antq --shell /usr/sbin/nologin antq
fi

unpack() {
  mkdir -p "$home/releases"
  # What is read by the processes belongs to root, and others may read it.
  chmod 755 "$home" "$home/releases"
  rm -rf "$home/releases/$name.partial"
  mkdir "$home/releases/$name.partial"
  tar -xzf "$archive" -C "$home/releases/$name.partial" --no-same-owner
  chmod -R u=rwX,go=rX "$home/releases/$name.partial"
  # One that was cut off has no name of its own.
  mv "$home/releases/$name.partial" "$home/releases/$name"
}
[ -d "$home/releases/$name" ] || act "giải nén $name vào $home/releases" unpack

# Keeps what is there.
settle() {
  mkdir -p "$settings"
  chmod 755 "$settings"
  sed "s/antq\.example\.test/$domain/g" "$home/releases/$name/infra/deploy/$1" >"$settings/$1.partial"
  chmod "$2" "$settings/$1.partial"
  mv "$settings/$1.partial" "$settings/$1"
}
[ -e "$settings/antq.env" ] || act "ghi $settings/antq.env, cần điền" settle antq.env 600
[ -e "$settings/prepare.env" ] || act "ghi $settings/prepare.env, cần điền" settle prepare.env 600
[ -e "$settings/Caddyfile" ] || act "ghi $settings/Caddyfile cho $domain" settle Caddyfile 644

place_units() {
  mkdir -p "$units"
  for unit in antq.target antq-prepare.service antq-api.service antq-worker-cycle.service antq-worker-mail.service; do
    cp "$home/releases/$name/infra/deploy/systemd/$unit" "$units/$unit"
    chmod 644 "$units/$unit"
  done
}
place_command() {
  mkdir -p "$root/usr/local/bin"
  printf '#!/bin/sh\nexec /opt/antq/node /opt/antq/current/dist/apps/cli/main.js "$@"\n' >"$root/usr/local/bin/antq"
  chmod 755 "$root/usr/local/bin/antq"
}
link() {
  mkdir -p "$(dirname "$2")"
  ln -sfn "$1" "$2.partial"
  mv -T "$2.partial" "$2" 2>/dev/null || mv -fh "$2.partial" "$2"
}
act "đặt các đơn vị systemd vào $units" place_units
act "đặt lệnh antq vào $root/usr/local/bin" place_command

# An address that is not filled in is none; nothing is stopped for a start that cannot be.
is_filled() {
  for line in DATABASE_URL TEMPORAL_ADDRESS SMTP_URL REHEARSAL_SMTP_URL; do
    grep -q "^$line=." "$settings/antq.env" 2>/dev/null || return 1
  done
  grep -q '^DATABASE_OWNER_URL=.' "$settings/prepare.env" 2>/dev/null
}
switch_over() {
  link "$node" "$home/node"
  link "releases/$name" "$home/current"
}

if [ -n "$root" ]; then
  act "chuyển $home/current sang $name" switch_over
  exit 0
fi
if is_filled; then
  act "dừng bản đang chạy, nếu có" systemctl stop antq.target antq-api.service antq-worker-cycle.service antq-worker-mail.service antq-prepare.service || true
  act "chuyển $home/current sang $name" switch_over
  act "đọc lại các đơn vị systemd" systemctl daemon-reload
  act "chuyển dữ liệu sang phiên bản này" systemctl start antq-prepare.service
  act "cho chạy và cho tự chạy khi máy khởi động" systemctl enable --now antq.target antq-api.service antq-worker-cycle.service antq-worker-mail.service
  say "Xong. Xem tình trạng: antq doctor, systemctl status 'antq-*'."
else
  act "chuyển $home/current sang $name" switch_over
  act "đọc lại các đơn vị systemd" systemctl daemon-reload
  say "Hãy điền $settings/antq.env và $settings/prepare.env rồi chạy lại lệnh này."
fi
