package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/webhook"
)

type object = map[string]any

// badJSON says that a body can't be read; its text is WAHA's message.
type badJSON struct{ text string }

func (e badJSON) Error() string { return e.text }

// writeJSON answers with a JSON body; a nil value is an empty body without a type, as in WAHA.
func writeJSON(w http.ResponseWriter, status int, value any) {
	if value == nil {
		w.WriteHeader(status)
		return
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(bytes.TrimSuffix(body.Bytes(), []byte("\n")))
}

// readJSON reads the body into a value and keeps its bytes, which some errors repeat. No body is an empty object.
func readJSON(r *http.Request, into any) error {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil
	}
	return explain(json.Unmarshal(data, into))
}

// readStrictJSON refuses fields that the value lacks, so that a misspelt one doesn't go unnoticed.
func readStrictJSON(r *http.Request, into any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	return explain(decoder.Decode(into))
}

func explain(err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return waha.InvalidError{Problems: []string{wrongType.Field + " must be a " + wrongType.Type.String()}}
	}
	if err != nil {
		return badJSON{text: err.Error()}
	}
	return nil
}

// fail gives each error WAHA's status and body.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	var (
		invalid    waha.InvalidError
		status     waha.StatusError
		unknown    waha.UnknownSessionError
		notRunning waha.NotRunningError
		tooLarge   *http.MaxBytesError
		broken     badJSON
	)
	switch {
	case errors.As(err, &invalid):
		writeJSON(w, 400, object{"statusCode": 400, "message": invalid.Problems, "error": "Bad Request"})
	case errors.As(err, &broken):
		writeJSON(w, 400, object{"statusCode": 400, "message": broken.text, "error": "Bad Request"})
	case errors.As(err, &tooLarge):
		writeJSON(w, 413, object{"statusCode": 413, "message": "request entity too large", "error": "Payload Too Large"})
	case errors.As(err, &status):
		writeJSON(w, 422, object{
			"error":   "Session status is not as expected. Try again later or restart the session",
			"session": status.Session, "status": status.Status, "expected": status.Expected,
		})
	case errors.As(err, &unknown):
		writeJSON(w, 422, object{"error": unknownText(unknown), "session": unknown.Session})
	case errors.Is(err, waha.ErrNameRequired):
		writeJSON(w, 422, object{"error": "Session name is required"})
	case errors.Is(err, waha.ErrWrongFile), errors.Is(err, waha.ErrNoVideo):
		unprocessable(w, err.Error())
	case errors.Is(err, media.ErrTooLarge):
		writeJSON(w, 413, object{"statusCode": 413, "message": "request entity too large", "error": "Payload Too Large"})
	case errors.Is(err, waha.ErrNoGroup):
		writeJSON(w, 404, object{"statusCode": 404, "message": "Group not found", "error": "Not Found"})
	case errors.Is(err, waha.ErrNotFound):
		writeJSON(w, 404, object{"statusCode": 404, "message": "Session not found", "error": "Not Found"})
	case errors.As(err, &notRunning):
		writeJSON(w, 404, object{"statusCode": 404, "message": notRunningText(notRunning.Session), "error": "Not Found"})
	case errors.Is(err, waha.ErrNotSupported):
		writeJSON(w, 501, object{
			"message": "The method is not implemented by the engine.", "error": "Not Implemented", "statusCode": 501,
		})
	default:
		a.failInternally(w, r, err)
	}
}

// failInternally is WAHA's body for everything unexpected. It repeats the request.
func (a *API) failInternally(w http.ResponseWriter, r *http.Request, err error) {
	exception := object{"message": err.Error(), "name": "Error"}
	var engine waha.EngineError
	if errors.As(err, &engine) {
		exception["code"] = 2
		exception["details"] = strings.TrimPrefix(engine.Message, "2 UNKNOWN: ")
	}
	var download waha.DownloadError
	if errors.As(err, &download) {
		exception["name"], exception["code"] = "AxiosError", download.Code
		if download.Status > 0 {
			exception["status"] = download.Status
		}
	}
	var body any = object{}
	if data, readErr := io.ReadAll(r.Body); readErr == nil && json.Valid(data) {
		body = json.RawMessage(data)
	}
	query := object{}
	for name := range r.URL.Query() {
		query[name] = r.URL.Query().Get(name)
	}
	writeJSON(w, http.StatusInternalServerError, object{
		"statusCode": 500, "timestamp": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "exception": exception,
		"request": object{"path": r.URL.Path, "method": r.Method, "body": body, "query": query},
		"version": dialect.Environment(a.cfg.Engine, a.cfg.WorkerID),
	})
}

func unprocessable(w http.ResponseWriter, message string) {
	writeJSON(w, 422, object{"statusCode": 422, "message": message, "error": "Unprocessable Entity"})
}

func notFound(w http.ResponseWriter, r *http.Request) {
	message := fmt.Sprintf("Cannot %s %s", r.Method, r.URL.Path)
	writeJSON(w, 404, object{"statusCode": 404, "message": message, "error": "Not Found"})
}

func unknownText(e waha.UnknownSessionError) string {
	return fmt.Sprintf("Session \"%s\" does not exist", e.Session)
}

func notRunningText(session string) string {
	return fmt.Sprintf("We didn't find a session with name '%[1]s'.\n"+
		"Please start it first by using POST /api/sessions/%[1]s/start request", session)
}

// failPhone answers for the control API, which is not WAHA's.
func failPhone(w http.ResponseWriter, err error) {
	var (
		invalid  waha.InvalidError
		broken   badJSON
		tooLarge *http.MaxBytesError
		status   = http.StatusInternalServerError
	)
	switch {
	case errors.As(err, &invalid), errors.As(err, &broken):
		status = http.StatusBadRequest
	case errors.Is(err, waha.ErrNoPhone):
		status = http.StatusConflict
	case errors.Is(err, waha.ErrNotFound), errors.Is(err, waha.ErrNoMessage), errors.Is(err, waha.ErrNoGroup), errors.Is(err, media.ErrGone):
		status = http.StatusNotFound
	case errors.Is(err, media.ErrTooLarge), errors.As(err, &tooLarge):
		status = http.StatusRequestEntityTooLarge
	case errors.Is(err, webhook.ErrFull):
		status = http.StatusServiceUnavailable
	}
	writeJSON(w, status, object{"error": err.Error()})
}
