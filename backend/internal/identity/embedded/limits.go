package embedded

import (
	"net/http"
	"net/netip"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// maxBuckets bounds the memory of one limiter; the address that was silent for the longest time is forgotten first.
const maxBuckets = 10_000

// Limit allows Burst events at once and Events per Per in the long run.
type Limit struct {
	Events int
	Per    time.Duration
	Burst  int
}

// Limits are the limits of the server. All but FailedSignIns count the requests of one address.
type Limits struct {
	Token, SignUp, Recover, UpdateUser Limit
	// FailedSignIns counts wrong passwords of one account, wherever they come from.
	FailedSignIns Limit
}

// DefaultLimits are those of Supabase, and a limit of wrong passwords per account.
func DefaultLimits() Limits {
	few := Limit{Events: 30, Per: 5 * time.Minute, Burst: 30}
	return Limits{
		Token:  Limit{Events: 150, Per: 5 * time.Minute, Burst: 30},
		SignUp: few, Recover: few, UpdateUser: few,
		FailedSignIns: Limit{Events: 20, Per: 5 * time.Minute, Burst: 10},
	}
}

type limiters struct {
	token, signUp, recover, updateUser, failedSignIns *limiter
}

func newLimiters(limits Limits, now func() time.Time) *limiters {
	defaults := DefaultLimits()
	build := func(limit, otherwise Limit) *limiter {
		if limit == (Limit{}) {
			limit = otherwise
		}
		return newLimiter(limit, now)
	}
	return &limiters{
		token:         build(limits.Token, defaults.Token),
		signUp:        build(limits.SignUp, defaults.SignUp),
		recover:       build(limits.Recover, defaults.Recover),
		updateUser:    build(limits.UpdateUser, defaults.UpdateUser),
		failedSignIns: build(limits.FailedSignIns, defaults.FailedSignIns),
	}
}

// limiter is a token bucket per key.
type limiter struct {
	limit   Limit
	now     func() time.Time
	buckets *lru.Cache[string, *rate.Limiter]
}

func newLimiter(limit Limit, now func() time.Time) *limiter {
	buckets, err := lru.New[string, *rate.Limiter](maxBuckets)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return &limiter{limit: limit, now: now, buckets: buckets}
}

func (l *limiter) bucket(key string) *rate.Limiter {
	if bucket, ok := l.buckets.Get(key); ok {
		return bucket
	}
	fresh := rate.NewLimiter(rate.Limit(float64(l.limit.Events)/l.limit.Per.Seconds()), l.limit.Burst)
	if earlier, ok, _ := l.buckets.PeekOrAdd(key, fresh); ok {
		return earlier
	}
	return fresh
}

// take counts an event. The event can be given back when it turns out not to have been one of the kind that is limited.
func (l *limiter) take(key string) (giveBack func(), err error) {
	now := l.now()
	reservation := l.bucket(key).ReserveN(now, 1)
	if !reservation.OK() || reservation.DelayFrom(now) > 0 {
		reservation.CancelAt(now)
		return nil, errTooManyRequests
	}
	return func() { reservation.CancelAt(now) }, nil
}

// takeFrom counts a request of the caller's address.
func (s *Server) takeFrom(r *http.Request, l *limiter) error {
	_, err := l.take(network(s.cfg.ClientIP(r)))
	return err
}

// network is the part of an address that one subscriber cannot change at will: an IPv6 network has 2^64 addresses.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil || addr.Unmap().Is4() {
		return ip
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}
