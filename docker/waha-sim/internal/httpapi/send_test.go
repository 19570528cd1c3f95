package httpapi

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/media"
)

var engines = []string{config.GOWS, config.NOWEB, config.WEBJS}

// sample is a file of a kind, as calls carry it.
func sample(kind history.Kind) object {
	made := media.SampleOf(kind)
	return object{"mimetype": made.Mimetype, "filename": "file", "data": base64.StdEncoding.EncodeToString(made.Data)}
}

// call sends something to Ana.
func (s *sim) call(path string, in object) answer {
	s.t.Helper()
	body := object{"session": "default", "chatId": ana}
	for key, value := range in {
		body[key] = value
	}
	return s.post(path, body)
}

// last is what others got last.
func (s *sim) last() object {
	s.t.Helper()
	sent := s.get("/_sim/sent").list()
	if len(sent) == 0 {
		s.t.Fatal("nothing was sent")
	}
	return sent[len(sent)-1].(object)
}

// idIn takes the message's id out of an answer of any engine.
func idIn(t *testing.T, answer object) string {
	t.Helper()
	switch id := answer["id"].(type) {
	case string:
		return id
	case object:
		return id["_serialized"].(string)
	}
	return "true_" + ana + "_" + at(t, answer, "key.id").(string)
}

func TestSendsOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, engine, "SIM_CHROME=True").working()
			for _, test := range []struct {
				path, kind string
				in         object
			}{
				{"/api/sendImage", "image", object{"file": sample(history.Image), "caption": "c"}},
				{"/api/sendFile", "document", object{"file": sample(history.Document), "caption": "c"}},
				{"/api/sendVoice", "voice", object{"file": sample(history.Voice)}},
				{"/api/sendVideo", "video", object{"file": sample(history.Video), "caption": "c"}},
				{"/api/sendSticker", "sticker", object{"file": sample(history.Sticker)}},
				{"/api/sendLocation", "location", object{"latitude": -23.5, "longitude": -46.6, "title": "MASP"}},
				{"/api/sendContactVcard", "contact", object{"contacts": joao}},
				{"/api/sendPoll", "poll", object{"poll": question}},
			} {
				answer := s.call(test.path, test.in).status(201).object()
				id := idIn(t, answer)
				sent := s.last()
				if sent["type"] != test.kind || sent["id"] != id || (test.in["caption"] != nil && sent["caption"] != "c") {
					t.Errorf("%s: got %v", test.path, sent)
				}
				h := s.hook("message.any", func(p object) bool { return p["id"] == id })
				sameBody(t, "source", at(t, h.event, "payload.source"), "api")
				sameBody(t, "hasMedia", at(t, h.event, "payload.hasMedia"), test.in["file"] != nil)
				s.hook("message.ack", func(p object) bool { return p["id"] == id && p["ackName"] == "READ" })
				wanted := "api-sendText-response-" + engine
				if engine == config.NOWEB && test.kind == "poll" {
					wanted = "api-sendPoll-response-NOWEB"
				}
				sameShape(t, test.path, trimContent(answer), trimContent(payload(t, wanted).(object)))
			}
		})
	}
}

// trimContent leaves out what depends on the kind of the message.
func trimContent(answer object) object {
	delete(answer, "message")
	if data, isObject := answer["_data"].(object); isObject {
		delete(data, "Message")
		delete(data, "message")
	}
	return answer
}

func TestWhatIsSentIsKept(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	quoted := s.write(object{"from": ana, "text": "oi"})
	s.call("/api/sendText", object{
		"text": "@5511977770002 olá", "mentions": []string{ana}, "reply_to": quoted, "id": "3EB0AA",
	}).status(201)
	sent := s.last()
	sameBody(t, "mentions", sent["mentions"], []any{ana})
	sameBody(t, "reply", "false_"+ana+"_"+sent["replyTo"].(string), quoted)
	h := s.hook("message.any", func(p object) bool { return p["id"] == "true_"+ana+"_3EB0AA" })
	sameBody(t, "quote", at(t, h.event, "payload.replyTo.body"), "oi")
	s.call("/api/sendLocation", object{"latitude": 1, "longitude": 2, "title": "t"}).status(201)
	sameBody(t, "place", at(t, s.last(), "location.name"), "t")
	s.call("/api/sendContactVcard", object{"contacts": []object{{"vcard": "BEGIN:VCARD\nFN:Ana\nEND:VCARD"}}}).status(201)
	sameBody(t, "card", s.last()["contacts"].([]any)[0].(object)["name"], "Ana")
	s.call("/api/sendImage", object{"file": sample(history.Image), "id": "3EB0BB"}).status(201)
	s.call("/api/sendImage", object{"file": sample(history.Image), "id": "3EB0BB"}).status(201)
	if n := len(s.get("/_sim/sent").list()); n != 4 {
		t.Errorf("got %d deliveries, want 4", n)
	}
}

func TestFilesByAddress(t *testing.T) {
	t.Parallel()
	source := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/a.pdf" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write([]byte("%PDF-1.1"))
	}))
	t.Cleanup(source.Close)
	s := newSim(t, config.GOWS, "SIM_MAX_FILE_BYTES=100").working()
	s.call("/api/sendFile", object{"file": object{"url": source.URL + "/a.pdf", "filename": "a.pdf"}}).status(201)
	sameBody(t, "type", at(t, s.last(), "media.mimetype"), "application/pdf")
	refused := httptest.NewServer(http.NotFoundHandler())
	refused.Close()
	for address, code := range map[string]string{
		source.URL + "/b.pdf": "ERR_BAD_REQUEST", refused.URL: "ECONNREFUSED", "http://nobody.invalid/a": "ENOTFOUND",
	} {
		got := s.call("/api/sendFile", object{"file": object{"url": address}}).status(500).object()
		sameBody(t, address, at(t, got, "exception.name"), "AxiosError")
		if given := at(t, got, "exception.code"); given != code && !strings.Contains(address, "invalid") {
			t.Errorf("%s: got %v, want %s", address, given, code)
		}
	}
	if n := len(s.get("/_sim/sent").list()); n != 1 {
		t.Errorf("got %d deliveries, want 1", n)
	}
}

func TestFilesOfTheWrongType(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.call("/api/sendSticker", object{"file": sample(history.Image)}).status(422)
	s.call("/api/sendVoice", object{"file": sample(history.Audio)}).status(422)
	s.call("/api/sendVoice", object{"file": sample(history.Audio), "convert": true}).status(201)
	sameBody(t, "converted", at(t, s.last(), "media.mimetype"), media.VoiceType)
	s.call("/api/sendImage", nil).status(400)
	s.call("/api/sendImage", object{"file": object{"data": "*"}}).status(400)
	s.call("/api/sendLocation", object{"latitude": 1}).status(400)
	s.call("/api/sendPoll", object{"poll": object{"name": "a"}}).status(400)
	s.call("/api/sendContactVcard", nil).status(400)
	newSim(t, config.WEBJS).working().call("/api/sendVideo", object{"file": sample(history.Video)}).status(422)
}

func TestFaultsOfSendingFiles(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	s.put("/_sim/knobs", object{"sendError": 475}).status(200)
	s.call("/api/sendImage", object{"file": sample(history.Image)}).status(500)
	s.put("/_sim/knobs", object{"sendError": 0, "sendEmpty": true}).status(200)
	s.call("/api/sendImage", object{"file": sample(history.Image)}).status(201).empty()
}

func TestForwarding(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		s := newSim(t, engine).working()
		id := s.write(object{"from": ana, "type": "image", "caption": "veja"})
		got := s.post("/api/forwardMessage", object{"session": "default", "chatId": bia, "messageId": id})
		if engine == config.GOWS {
			sameBody(t, "GOWS", got.status(501).value(), payload(t, "api-error-501-not-implemented"))
			continue
		}
		sent := s.last()
		if sent["chatId"] != bia || sent["forwarded"] != true || sent["type"] != "image" || sent["caption"] != "veja" {
			t.Errorf("%s: got %v", engine, sent)
		}
		if engine == config.WEBJS {
			sameBody(t, "WEBJS", got.status(201).value(), payload(t, "api-forwardMessage-response-WEBJS"))
			continue
		}
		sameShape(t, "NOWEB", trimContent(got.status(201).object()), trimContent(payload(t, "api-sendPoll-response-NOWEB").(object)))
	}
}

func TestWhatIsDoneToMessages(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := newSim(t, engine).working()
			id := idIn(t, s.send(ana, "Oi", "").status(201).object())
			message := "/api/default/chats/" + url.PathEscape(ana) + "/messages/" + url.PathEscape(id)

			s.put("/api/reaction", object{"session": "default", "messageId": id, "reaction": "👍"}).status(200)
			h := s.hook("message.reaction", anyPayload)
			sameBody(t, "fromMe", at(t, h.event, "payload.fromMe"), true)
			sameBody(t, "reaction", at(t, h.event, "payload.reaction"), object{"text": "👍", "messageId": id})
			if got := s.last()["reactions"].(object); got["5511988880001@c.us"] != "👍" {
				t.Errorf("got the reactions %v", got)
			}
			s.put("/api/reaction", object{"session": "default", "messageId": id, "reaction": ""}).status(200)
			if got, _ := s.last()["reactions"].(object); len(got) != 0 {
				t.Errorf("got the reactions %v", got)
			}
			s.put(message, object{"text": "Olá"}).status(200)
			edited := s.hook("message.edited", anyPayload)
			sameBody(t, "body", at(t, edited.event, "payload.body"), "Olá")
			if sent := s.last(); sent["text"] != "Olá" || sent["edited"] != true {
				t.Errorf("got %v", sent)
			}
			wantStar := 200
			if engine == config.GOWS {
				wantStar = 501
			}
			s.put("/api/star", object{"session": "default", "chatId": ana, "messageId": id, "star": true}).status(wantStar)
			if pinned := s.post(message+"/pin", object{"duration": 86400}); engine == config.GOWS {
				pinned.status(501)
			} else {
				sameBody(t, "pin", pinned.status(201).value(), payload(t, "api-result-success"))
				if sent := s.last(); sent["starred"] != true || sent["pinned"] != true {
					t.Errorf("got %v", sent)
				}
				s.post(message+"/unpin", nil).status(201)
			}
			s.delete(message).status(200)
			revoked := s.hook("message.revoked", anyPayload)
			sameBody(t, "revoked", "true_"+ana+"_"+at(t, revoked.event, "payload.revokedMessageId").(string), id)
			if sent := s.last(); sent["revoked"] != true {
				t.Errorf("got %v", sent)
			}
			s.delete("/api/default/chats/" + url.PathEscape(ana) + "/messages/nope").status(500)
		})
	}
}

func TestVotes(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		s := newSim(t, engine).working()
		id := s.write(object{"from": ana, "poll": question})
		got := s.call("/api/sendPollVote", object{"pollMessageId": id, "votes": []string{"9h"}})
		if engine == config.NOWEB {
			got.status(501)
			continue
		}
		got.status(201)
		h := s.hook("poll.vote", anyPayload)
		sameBody(t, "vote", at(t, h.event, "payload.vote.selectedOptions"), []any{"9h"})
		sameBody(t, "poll", at(t, h.event, "payload.poll.id"), id)
	}
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	in := object{"chatId": ana, "event": object{"name": "Reunião", "startTime": 1785000000}}
	s := newSim(t, config.GOWS).working()
	id := idIn(t, s.post("/api/default/events", in).status(201).object())
	sameBody(t, "event", at(t, s.last(), "event.name"), "Reunião")
	s.post("/_sim/event-response", object{"messageId": id, "response": "GOING", "name": "Ana Souza"}).status(201)
	h := s.hook("event.response", anyPayload)
	want := payload(t, "wh-event.response").(object)
	sameShape(t, "response", h.event, want)
	for _, field := range []string{"from", "to", "fromMe"} {
		sameBody(t, field, at(t, h.event, "payload.eventCreationKey."+field), at(t, want, "payload.eventCreationKey."+field))
	}
	s.post("/_sim/event-response", object{"messageId": id, "failed": true}).status(201)
	sameShape(t, "failed", s.hook("event.response.failed", anyPayload).event, payload(t, "wh-event.response.failed"))
	s.post("/_sim/event-response", object{"messageId": id, "response": "PERHAPS"}).status(400)
	newSim(t, config.NOWEB).working().post("/api/default/events", in).status(501)
}
