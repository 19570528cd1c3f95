#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/redact.sh <TEXT >TEXT

Takes out of a text what a stranger must not read: the values of secrets in .env, tokens, keys, passwords, e-mail addresses, and phone
numbers (8 digits or more). Session ids, times, codes and versions stay. It takes out too much rather than too little." "${1:-}"

# Perl is part of every Debian and Ubuntu. The secrets of .env come by the file: arguments can be read by everybody on the machine.
# shellcheck disable=SC2016 # Perl's variables.
exec perl -pe '
  BEGIN {
    our %own;
    if (open my $file, "<", $ENV{CONECTAFY_ENV}) {
      while (<$file>) {
        my ($name, $value) = /^(\w+)=\x27?"?(.*?)"?\x27?$/ or next;
        $own{$value} = $name if $name =~ /PASS|SECRET|KEY|TOKEN|DATABASE\w*URL/ and length $value >= 6;
      }
    }
    our @own = sort { length $b <=> length $a } keys %own;
    our $uuid = qr/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;
  }
  for my $value (@own) { s/\Q$value\E/[$own{$value}]/g }

  # Keys on several lines.
  if (/-----BEGIN/) { $inside = 1; $_ = "[key]\n"; next }
  if ($inside) { $inside = 0 if /-----END/; $_ = ""; next }

  s/(:\d\d)\.\d{3,9}(?=Z|[+-]\d\d)/$1/g;                       # parts of seconds would look like phone numbers
  s/eyJ[\w-]+\.[\w-]*\.?[\w-]*/[token]/g;                      # JWT
  s,://[^/\@\s"]+\@,://[login]\@,g;
  s/\b(bearer|basic)\s+[\w.~+\/=-]+/$1 [token]/gi;
  s/((?:pass(?:word|phrase|wd)?|secret|token|signature|authorization|cookie|api[_-]?key|[_-]key|\bkey)\w*["\x27]?\s*[=:]\s*)("[^"]*"|\x27[^\x27]*\x27|[^\s"\x27,;&)}\]]+)/$1\[secret]/gi;
  s/\b(?:sb_[a-z]+_|sha512:)[\w-]{8,}/[key]/g;
  s/\b\d\@[\w+\/=,-]{20,}/[qr]/g;                              # the text of a QR
  s/[\w.%+-]+\@[\w-]+(?:\.[\w-]+)+/[address]/g;                # e-mail, and WhatsApp
  s/($uuid)|[\w+\/]{22,}={1,2}|[A-Za-z0-9_+]{32,}/$1 \/\/ "[key]"/ge;
  s/($uuid)|\d{4}-\d\d-\d\d[T ]\d\d\b(*SKIP)(*FAIL)|\+?\(?\d{1,5}\)?(?:[ .-]\(?\d{1,5}\)?){0,4}[ -]?\d{3,5}[ -]\d{4}\b(?!-\d)|\+\d[\d ().-]{6,}\d|\d{8,}/$1 \/\/ "[number]"/ge;
'
