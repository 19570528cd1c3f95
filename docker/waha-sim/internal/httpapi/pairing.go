package httpapi

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"rsc.io/qr"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

func (a *API) qr(w http.ResponseWriter, r *http.Request) {
	s, err := a.manager.Known(r.PathValue("session"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	value, err := s.QR(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	if r.URL.Query().Get("format") == "raw" {
		writeJSON(w, http.StatusOK, object{"value": value})
		return
	}
	a.writeImage(w, r, value)
}

// screenshot shows the QR, which is all there is to see without a browser.
func (a *API) screenshot(w http.ResponseWriter, r *http.Request) {
	s, err := a.manager.Known(r.URL.Query().Get("session"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	switch view := s.View(); {
	case view.Status == waha.Stopped:
		a.fail(w, r, waha.NotRunningError{Session: s.Name()})
	case view.QR:
		a.writeImage(w, r, s.ShownQR())
	case view.Status == waha.Starting:
		unprocessable(w, "The session is starting, please try again after few seconds")
	default:
		unprocessable(w, "Can not get screenshot for non chrome based engine.")
	}
}

func (a *API) writeImage(w http.ResponseWriter, r *http.Request, value string) {
	code, err := qr.Encode(value, qr.L)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	image := code.PNG()
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		writeJSON(w, http.StatusOK, object{"mimetype": "image/png", "data": base64.StdEncoding.EncodeToString(image)})
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(image)
}

func (a *API) requestCode(w http.ResponseWriter, r *http.Request) {
	var in struct {
		PhoneNumber string `json:"phoneNumber"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	s, err := a.manager.Known(r.PathValue("session"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	code, err := s.Code(r.Context(), in.PhoneNumber)
	if errors.Is(err, waha.ErrNoCode) {
		unprocessable(w, s.RefusesCode())
		return
	}
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"code": code})
}
