package embedded

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	// linkLifetime is how long a link to a new password is good, as GoTrue has it.
	linkLifetime = time.Hour
	// linkPause is the least time between two links for one person, so that strangers do not fill the log.
	linkPause = time.Minute
	recovery  = "recovery"
)

// recover answers known and unknown addresses alike, which is all that a stranger may know. There is no mail: the link to a new
// password is written to the log, where whoever runs the machine finds it for whoever asked.
func (s *Server) recover(w http.ResponseWriter, r *http.Request) error {
	if err := s.takeFrom(r, s.limits.recover); err != nil {
		return err
	}
	var in struct {
		Email string `json:"email"`
	}
	if err := readBody(r, &in); err != nil {
		return err
	}
	email, err := normalizeEmail(in.Email)
	if err != nil {
		return err
	}
	token := rand.Text()
	known, err := s.keepRecovery(r.Context(), email, token)
	if err != nil {
		return err
	}
	if known {
		s.log.Info().Str("email", email).Str("link", s.recoveryLink(token, r.URL.Query().Get("redirect_to"))).
			Msg("somebody forgot their password: give this link to the owner of the address; it works once, within an hour")
	}
	writeJSON(w, http.StatusOK, struct{}{})
	return nil
}

// keepRecovery stores the hash of a token, if the address is somebody's who did not get one just now.
func (s *Server) keepRecovery(ctx context.Context, email, token string) (bool, error) {
	now := s.cfg.Now()
	tag, err := s.pool.Exec(ctx, `
		update auth.users set recovery_token = $2, recovery_sent_at = $3, updated_at = $3
		 where email = $1 and is_sso_user = false and (recovery_sent_at is null or recovery_sent_at <= $4)`,
		email, hashRecovery(token), now, now.Add(-linkPause))
	if err != nil {
		return false, fmt.Errorf("store recovery: %w", err)
	}
	return tag.RowsAffected() == 1, nil
}

func hashRecovery(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// recoveryLink leads to the page that asked, which gives the token back by POST /verify: it may be opened in another browser than the
// one that asked, and a program that looks at links in advance does not use it up. Without a page the server itself takes it.
func (s *Server) recoveryLink(token, page string) string {
	if target, allowed := s.allowedPage(page); allowed {
		query := target.Query()
		query.Set("token_hash", token)
		query.Set("type", recovery)
		target.RawQuery = query.Encode()
		return target.String()
	}
	return s.issuer + "/verify?" + url.Values{"token": {token}, "type": {recovery}}.Encode()
}

// allowedPage says whether people may be sent to a page: it is one of ours, or of an origin that may call us.
func (s *Server) allowedPage(page string) (*url.URL, bool) {
	target, err := url.Parse(page)
	if err != nil || target.Scheme != "http" && target.Scheme != "https" || target.Host == "" || target.User != nil {
		return nil, false
	}
	origin := target.Scheme + "://" + target.Host
	return target, origin == s.cfg.PublicURL || slices.Contains(s.cfg.AllowedOrigins, origin)
}

type verifyRequest struct {
	Type      string `json:"type"`
	TokenHash string `json:"token_hash"`
	Token     string `json:"token"`
	Email     string `json:"email"`
}

// verify takes the token of a link and signs its owner in.
func (s *Server) verify(w http.ResponseWriter, r *http.Request) error {
	if err := s.takeFrom(r, s.limits.recover); err != nil {
		return err
	}
	var in verifyRequest
	if err := readBody(r, &in); err != nil {
		return err
	}
	granted, err := s.redeem(r, in)
	if err != nil {
		return err
	}
	return s.writeSession(w, granted)
}

// followLink does the same for who opens the link in a browser, and hands the session over in the fragment, which servers do not see.
func (s *Server) followLink(w http.ResponseWriter, r *http.Request) error {
	if err := s.takeFrom(r, s.limits.recover); err != nil {
		return err
	}
	query := r.URL.Query()
	page := s.landingPage(query.Get("redirect_to"))
	granted, err := s.redeem(r, verifyRequest{Type: query.Get("type"), Token: query.Get("token"), TokenHash: query.Get("token_hash")})
	var refused *apiError
	if errors.As(err, &refused) {
		return redirect(w, page, url.Values{
			"error": {"access_denied"}, "error_code": {refused.code}, "error_description": {refused.message},
		})
	}
	if err != nil {
		return err
	}
	view, err := s.viewSession(granted)
	if err != nil {
		return err
	}
	return redirect(w, page, url.Values{
		"access_token": {view.AccessToken}, "token_type": {view.TokenType}, "refresh_token": {view.RefreshToken},
		"expires_in": {strconv.FormatInt(view.ExpiresIn, 10)}, "expires_at": {strconv.FormatInt(view.ExpiresAt, 10)}, "type": {recovery},
	})
}

// landingPage is where a link ends: where it was to end if that is allowed, else at the first page that may call us.
func (s *Server) landingPage(wanted string) *url.URL {
	for _, page := range append([]string{wanted}, s.cfg.AllowedOrigins...) {
		if target, allowed := s.allowedPage(page); allowed {
			return target
		}
	}
	target, _ := s.allowedPage(s.cfg.PublicURL)
	return target
}

func redirect(w http.ResponseWriter, page *url.URL, fragment url.Values) error {
	page.Fragment = ""
	w.Header().Set("Location", page.String()+"#"+fragment.Encode())
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// redeem uses a token up. Whose it is gets signed in, and has proved the address by it.
func (s *Server) redeem(r *http.Request, in verifyRequest) (grant, error) {
	token := strings.TrimSpace(in.TokenHash + in.Token)
	switch {
	case in.Type != recovery:
		return grant{}, invalid("Only links of the type recovery are in use here")
	case token == "":
		return grant{}, invalid("Verify requires a token or a token hash")
	}
	ctx := r.Context()
	var granted grant
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		id, err := s.takeRecovery(ctx, tx, token, storable(strings.ToLower(in.Email)))
		if err != nil {
			return err
		}
		if granted, err = s.grantSession(ctx, tx, id, s.origin(r)); err != nil {
			return err
		}
		if granted.user.banned(s.cfg.Now()) {
			return errBanned
		}
		return nil
	})
	return granted, err
}

func (s *Server) takeRecovery(ctx context.Context, tx pgx.Tx, token, email string) (uuid.UUID, error) {
	now := s.cfg.Now()
	rows, err := tx.Query(ctx, `
		update auth.users set recovery_token = '', email_confirmed_at = coalesce(email_confirmed_at, $3), updated_at = $3
		 where recovery_token = $1 and recovery_token <> '' and recovery_sent_at > $4 and ($2 = '' or email = $2)
		returning id`, hashRecovery(token), email, now, now.Add(-linkLifetime))
	if err != nil {
		return uuid.Nil, fmt.Errorf("use recovery: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	switch {
	case err != nil:
		return uuid.Nil, fmt.Errorf("use recovery: %w", err)
	case len(ids) == 0:
		return uuid.Nil, errLinkExpired
	}
	return ids[0], nil
}
