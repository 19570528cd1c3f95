package config

import (
	"cmp"
	"encoding/base64"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	kib = 1 << 10
	mib = 1 << 20
)

// ranged asks that least <= value <= most.
func ranged[T cmp.Ordered](r *reader, name string, value, least, most T) T {
	if value < least || value > most {
		r.problem(name, "must lie between %v and %v, not %v", least, most, value)
	}
	return value
}

func (r *reader) int(name string, fallback, least, most int) int {
	text := r.plain(name, strconv.Itoa(fallback))
	value, err := strconv.Atoi(text)
	if err != nil {
		r.problem(name, "must be a whole number from %d to %d, not %q", least, most, text)
		return fallback
	}
	return ranged(r, name, value, least, most)
}

func (r *reader) float(name string, fallback, least, most float64) float64 {
	text := r.plain(name, strconv.FormatFloat(fallback, 'g', -1, 64))
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || value != value { // Only NaN differs from itself.
		r.problem(name, "must be a number from %v to %v, not %q", least, most, text)
		return fallback
	}
	return ranged(r, name, value, least, most)
}

func (r *reader) duration(name, fallback string, least, most time.Duration) time.Duration {
	text := r.plain(name, fallback)
	value, err := time.ParseDuration(text)
	if err != nil {
		r.problem(name, "must be a duration such as %s, not %q", fallback, text)
		return 0
	}
	return ranged(r, name, value, least, most)
}

func (r *reader) bool(name string, fallback bool) bool {
	text := r.plain(name, strconv.FormatBool(fallback))
	if text != "true" && text != "false" {
		r.problem(name, "must be true or false, not %q", text)
	}
	return text == "true"
}

// choice takes one of the allowed words, the first by default.
func (r *reader) choice(name string, allowed ...string) string {
	value := r.plain(name, allowed[0])
	if !slices.Contains(allowed, value) {
		r.problem(name, "must be one of %s, not %q", strings.Join(allowed, ", "), value)
	}
	return value
}

func (r *reader) text(name, fallback string, pattern *regexp.Regexp, allowed string) string {
	value := r.plain(name, fallback)
	if value != "" && !pattern.MatchString(value) {
		r.problem(name, "must be %s, not %q", allowed, value)
	}
	return value
}

// list splits at commas and leaves out what is empty.
func (r *reader) list(name, fallback string) []string {
	items := strings.FieldsFunc(r.plain(name, fallback), func(c rune) bool { return c == ',' })
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return slices.DeleteFunc(items, func(item string) bool { return item == "" })
}

// webURL takes an http or https address without credentials or query; empty stays empty.
func (r *reader) webURL(name string) string {
	value := strings.TrimRight(r.raw(name, ""), "/")
	if value == "" {
		r.settings = append(r.settings, Setting{name, ""})
		return ""
	}
	if parsed, err := url.Parse(value); err != nil || !isWeb(parsed) {
		r.problem(name, "must be an address such as https://example.com, without a user or a query")
		return ""
	}
	r.settings = append(r.settings, Setting{name, value})
	return value
}

func isWeb(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func (r *reader) origins(name string) []string {
	origins := r.list(name, "")
	for _, origin := range origins {
		if parsed, err := url.Parse(origin); err != nil || !isWeb(parsed) || parsed.Path != "" {
			r.problem(name, "must be origins such as https://app.example.com, separated by commas, not %q", origin)
		}
	}
	return origins
}

func (r *reader) addresses(name string) []netip.AddrPort {
	var addresses []netip.AddrPort
	for _, item := range r.list(name, "") {
		address, err := netip.ParseAddrPort(item)
		if err != nil {
			r.problem(name, "must be addresses such as 10.0.0.5:8080, separated by commas, not %q", item)
		}
		addresses = append(addresses, address)
	}
	return addresses
}

func (r *reader) databaseURL(name string) Secret {
	value, given := r.secret(name)
	parsed, err := url.Parse(value)
	if given && (err != nil || (parsed.Scheme != "postgres" && parsed.Scheme != "postgresql") || parsed.Hostname() == "") {
		r.problem(name, "must be an address such as postgres://user:password@host:5432/database")
		return ""
	}
	return Secret(value)
}

func (r *reader) key(name string) Key {
	value, given := r.secret(name)
	decoded, err := base64.StdEncoding.DecodeString(value)
	if !given || err != nil || len(decoded) != len(Key{}) {
		r.problem(name, "must be 32 random bytes in base64: openssl rand -base64 32")
		return Key{}
	}
	return Key(decoded)
}

func (r *reader) required(name string, value Secret) {
	if value == "" && !r.complained(name) {
		r.problem(name, "is required")
	}
}

func (r *reader) complained(name string) bool {
	return slices.ContainsFunc(r.problems, func(err error) bool { return strings.HasPrefix(err.Error(), name+" ") })
}
