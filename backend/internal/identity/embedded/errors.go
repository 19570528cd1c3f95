package embedded

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/jackc/pgx/v5/pgconn"
)

// apiVersion is the version of the protocol from which errors have their newer form; versions are dates and compare as text.
const apiVersion = "2024-01-01"

// apiError is a refusal in the protocol's words. Clients act on the code.
type apiError struct {
	status  int
	code    string
	message string
	reasons []string // why a password is weak
}

func (e *apiError) Error() string { return e.code + ": " + e.message }

func invalid(message string) *apiError {
	return &apiError{status: http.StatusBadRequest, code: "validation_failed", message: message}
}

func badToken(message string) *apiError {
	return &apiError{status: http.StatusForbidden, code: "bad_jwt", message: message}
}

// The refusals of the protocol.
var (
	errInvalidCredentials = &apiError{status: 400, code: "invalid_credentials", message: "Invalid login credentials"}
	errUnsupportedGrant   = &apiError{status: 400, code: "invalid_credentials", message: "unsupported_grant_type"}
	errEmailNotConfirmed  = &apiError{status: 400, code: "email_not_confirmed", message: "Email not confirmed"}
	errBannedAtSignIn     = &apiError{status: 400, code: "user_banned", message: "User is banned"}
	errTokenNotFound      = &apiError{status: 400, code: "refresh_token_not_found", message: "Invalid Refresh Token: Refresh Token Not Found"}
	errTokenReused        = &apiError{status: 400, code: "refresh_token_already_used", message: "Invalid Refresh Token: Already Used"}
	errNoBearer           = &apiError{status: 401, code: "no_authorization", message: "This endpoint requires a valid Bearer token"}
	errBanned             = &apiError{status: 403, code: "user_banned", message: "User is banned"}
	errUserGone           = &apiError{status: 403, code: "user_not_found", message: "User from sub claim in JWT does not exist"}
	errSessionGone        = &apiError{status: 403, code: "session_not_found", message: "Session from session_id claim in JWT does not exist"}
	errNotAdmin           = &apiError{status: 403, code: "not_admin", message: "User not allowed"}
	errAppMetadata        = &apiError{status: 403, code: "not_admin", message: "Updating app_metadata requires admin privileges"}
	errLinkExpired        = &apiError{status: 403, code: "otp_expired", message: "Email link is invalid or has expired"}
	errUserNotFound       = &apiError{status: 404, code: "user_not_found", message: "User not found"}
	errTooLarge           = &apiError{status: 413, code: "validation_failed", message: "Request body is too large"}
	errUserExists         = &apiError{status: 422, code: "user_already_exists", message: "User already registered"}
	errEmailExists        = &apiError{status: 422, code: "email_exists", message: "A user with this email address has already been registered"}
	errSamePassword       = &apiError{status: 422, code: "same_password", message: "New password should be different from the old password."}
	errSignupDisabled     = &apiError{status: 422, code: "signup_disabled", message: "Signups not allowed for this instance"}
	errAnonymousDisabled  = &apiError{status: 422, code: "anonymous_provider_disabled", message: "Anonymous sign-ins are disabled"}
	errTooManyRequests    = &apiError{status: 429, code: "over_request_rate_limit", message: "Request rate limit reached"}
	errOurFault           = &apiError{status: 503, code: "unexpected_failure", message: "The identity service cannot answer now, please try again"}
)

// writeError answers with a refusal. Whatever is not one is our own fault and answers 503: clients repeat that, while a 4xx to a
// refresh signs the person out.
func (s *Server) writeError(w http.ResponseWriter, r *http.Request, err error) {
	var refusal *apiError
	if !errors.As(err, &refusal) {
		s.log.Error().Err(err).Str("route", r.Pattern).Msg("identity request failed")
		refusal = errOurFault
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("X-Sb-Error-Code", refusal.code)
	var body map[string]any
	if r.Header.Get("X-Supabase-Api-Version") >= apiVersion {
		w.Header().Set("X-Supabase-Api-Version", apiVersion)
		body = map[string]any{"code": refusal.code, "message": refusal.message}
	} else {
		body = map[string]any{"code": refusal.status, "error_code": refusal.code, "msg": refusal.message}
	}
	if refusal.reasons != nil {
		body["weak_password"] = map[string]any{"reasons": refusal.reasons}
	}
	writeJSON(w, refusal.status, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	// Nothing can be said to a reader who has gone.
	_ = json.NewEncoder(w).Encode(body)
}

// refuseUnstorable turns PostgreSQL's refusal of text that JSON allows and jsonb does not (a NUL, half a surrogate pair) into the
// caller's mistake.
func refuseUnstorable(err error) error {
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		switch pgErr.Code {
		case "22P02", "22P05", "22021":
			return invalid("Metadata cannot be stored")
		}
	}
	return err
}

// violates says whether an error is a breach of the named unique index.
func violates(err error, constraint string) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == "23505" && pgErr.ConstraintName == constraint
}
