package waha

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

const payloads = "testdata/payloads"

var arrival = time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)

// payload reads the body of a webhook or of an answer. Recorded files have what was around it, too.
func payload(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(payloads, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "recorded-") {
		return body
	}
	var recorded struct {
		Body json.RawMessage `json:"body"`
	}
	if err := json.Unmarshal(body, &recorded); err != nil {
		t.Fatal(err)
	}
	if string(recorded.Body) == "null" {
		return nil
	}
	return recorded.Body
}

// webhookFiles are the names of all payloads of webhooks.
func webhookFiles(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"wh-*.json", "recorded-webhook-*.json"} {
		found, err := filepath.Glob(filepath.Join(payloads, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no payloads: %v", err)
		}
		for _, f := range found {
			names = append(names, strings.TrimSuffix(filepath.Base(f), ".json"))
		}
	}
	return names
}

const (
	person1 = "5511977770002@c.us"
	group1  = "120363041234567890@g.us"
	author1 = "5521966660003@c.us"
	hidden1 = "112233445566778@lid"
	greet   = "Oi, tudo bem? 😀"
	greetID = "AC628B49D96DCDE97A430DD4F5977058"
)

// in is a message from Ana in her own chat.
func in(id, body string, kind models.MessageType, ack models.Ack) models.Message {
	return models.Message{ChatID: person1, MessageID: id, FromNumber: "5511977770002", SenderName: "Ana Souza", Body: body, Type: kind, Ack: ack}
}

func inGroup(id, body string, kind models.MessageType, ack models.Ack) models.Message {
	return models.Message{
		ChatID: group1, MessageID: id, FromNumber: "5521966660003", SenderName: "Bia", Participant: author1, Body: body, Type: kind, Ack: ack,
	}
}

func out(id, body, source string) models.Message {
	return models.Message{
		ChatID: person1, MessageID: id, FromMe: true, ToNumber: "5511977770002", Body: body, Type: models.TypeText, Ack: 1, Source: source,
	}
}

var messageFiles = map[string]models.Message{
	"wh-dup-1-retry-same-event-id":          in(greetID, greet, models.TypeText, 2),
	"wh-dup-2-same-message-new-event-id":    in(greetID, greet, models.TypeText, 2),
	"wh-dup-3-same-message-as-message.any":  in(greetID, greet, models.TypeText, 2),
	"wh-message-text-GOWS":                  in(greetID, greet, models.TypeText, 2),
	"wh-message-text-NOWEB":                 in(greetID, greet, models.TypeText, 2),
	"wh-message-text-WEBJS":                 in(greetID, greet, models.TypeText, 1),
	"wh-message-audio-file-NOWEB":           in("ACFB04DCB6970E4C3D1873DE51FD5A50", "", models.TypeAudio, 2),
	"wh-message-button-reply-NOWEB":         in("AC2DBDC96B9117837A4826EC26EEA5DB", "Sim", models.TypeText, 2),
	"wh-message-document-GOWS":              in("ACABECDF3503635C0BE9ECA61CDDF5B2", "Segue o contrato", models.TypeDocument, 2),
	"wh-message-image-GOWS":                 in("AC94987E0761426AF860C626187A441C", "Olha a foto (legenda)", models.TypeImage, 2),
	"wh-message-image-WEBJS":                in("AC08E5A9827874AAD6C0A3FFA282A37C", "legenda", models.TypeImage, 1),
	"wh-message-image-media-not-downloaded": in("ACA742E9D20D9B5659154668E00EBD55", "", models.TypeImage, 2),
	"wh-message-live-location-GOWS":         in("ACF9E012396BE65DB022BD11DE9308A9", "", models.TypeLocation, 2),
	"wh-message-location-GOWS":              in("AC9294AB38039F60D2EC53822FB46B52", "", models.TypeLocation, 2),
	"wh-message-reply-GOWS":                 in("AC82F3E9C695DC6B8D1B11818D570191", "Sim, pode ser!", models.TypeText, 2),
	"wh-message-reply-to-media-GOWS":        in("ACDB77FD01AF957221A4989B64B3770A", "Gostei desse", models.TypeText, 2),
	"wh-message-sticker-GOWS":               in("AC32B56ED53348A8587F30C90E5C6406", "", models.TypeSticker, 2),
	"wh-message-vcard-GOWS":                 in("AC522A45442726C9F9DDC6CDD60B3B62", "", models.TypeContact, 2),
	"wh-message-video-GOWS":                 in("ACB07AA1936D43CB934ECA1CC5B607FF", "vídeo", models.TypeVideo, 2),
	"wh-message-voice-GOWS":                 in("AC3BFC269594EF649228E9A74BAB00F0", "", models.TypeVoice, 2),
	"wh-message-group-GOWS":                 inGroup("AC711430F6164E93803D93428BC1FAB8", "Bom dia, grupo!", models.TypeText, 2),
	"wh-message-group-NOWEB":                inGroup("AC3921871AA0881E3E94830142AC9099", "Bom dia, grupo!", models.TypeText, 2),
	"wh-message-group-WEBJS":                inGroup("ACC874BC29E99F2E67290D6CDB1CAA2A", "Bom dia, grupo!", models.TypeText, 1),
	"wh-message-poll-created-GOWS":          inGroup("AC3485639FAF1591F3C16F295198E938", "", models.TypePoll, 2),
	"wh-message-lid-sender-GOWS": {
		ChatID: hidden1, MessageID: "AC98FBB7EF60124ED0C3BB88F8CDF6CD", FromNumber: "5511977770002", SenderName: "Ana Souza",
		Body: "mensagem vinda de um LID", Type: models.TypeText, Ack: 2,
	},
	"wh-message-lid-sender-NOWEB": {
		ChatID: hidden1, MessageID: "AC64D66E3CEE348488ACE0A2109F6A5A", FromNumber: "5511977770002", SenderName: "Ana Souza",
		Body: "mensagem vinda de um LID", Type: models.TypeText, Ack: 2,
	},
	"wh-message.any-fromMe-api-GOWS": out("3EB05DD80892943653DB3A", "Resposta enviada pela API", "api"),
	"wh-message.any-fromMe-app-GOWS": out("3A172DD4A0366000604E", "Resposta digitada no celular", "app"),
}

var ackFiles = map[string][]models.AckUpdate{
	"wh-message.ack-SERVER":                   {{MessageID: "3EB05DD80892943653DB3A", Ack: models.AckServer}},
	"wh-message.ack-DEVICE":                   {{MessageID: "3EB05DD80892943653DB3A", Ack: models.AckDevice}},
	"wh-message.ack-READ":                     {{MessageID: "3EB05DD80892943653DB3A", Ack: models.AckRead}},
	"wh-message.ack-PLAYED":                   {{MessageID: "3EB05DD80892943653DB3A", Ack: models.AckPlayed}},
	"wh-message.ack-ERROR":                    {{MessageID: "3EB067B79E1D088550CB70", Ack: models.AckError}},
	"wh-message.ack-READ-full-message-WEBJS":  {{MessageID: "3EB0FACC2C6F733C264FE7", Ack: models.AckRead}},
	"wh-message.ack.group-READ-GOWS":          {{MessageID: "3EB0D5C821B7E53CD3AE85", Ack: models.AckDevice}}, // one reader of many
	"wh-message.ack-READ-incoming-by-me-GOWS": nil,                                                            // read on another device of ours
}

// ignoredFiles are what people do not talk in.
var ignoredFiles = map[string]bool{
	"wh-message-newsletter-GOWS":              true,
	"wh-message-status-broadcast-GOWS":        true,
	"wh-message-status-broadcast-image-NOWEB": true,
}

func at(millis int64) time.Time { return time.UnixMilli(millis + 1).Add(-time.Microsecond).UTC() }

var statusFiles = map[string]models.StatusReport{
	"wh-session.status-STARTING":                        {Status: models.WAHAStarting, At: at(1784999400002)},
	"wh-session.status-SCAN_QR_CODE":                    {Status: models.WAHAScanQR, At: at(1784999420002)},
	"wh-session.status-SCAN_QR_CODE-rotated":            {Status: models.WAHAScanQR, At: at(1784999440002)},
	"wh-session.status-PASSKEY_REQUIRED":                {Status: "PASSKEY_REQUIRED", At: at(1784999460002)},
	"wh-session.status-PASSKEY_CONFIRMATION_REQUIRED":   {Status: "PASSKEY_CONFIRMATION_REQUIRED", At: at(1784999480002)},
	"wh-session.status-WORKING":                         {Status: models.WAHAWorking, At: at(1784999500002), PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
	"wh-session.status-WORKING-capping":                 {Status: models.WAHAWorking, At: at(1784999520002), PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
	"wh-session.status-WORKING-timelock":                {Status: models.WAHAWorking, At: at(1784999540002), PhoneNumber: "5511988880001", PushName: "Loja Exemplo"},
	"wh-session.status-FAILED":                          {Status: models.WAHAFailed, At: at(1784999560002)},
	"wh-session.status-STOPPED":                         {Status: models.WAHAStopped, At: at(1784999580002)},
	"recorded-webhook-session.status-STARTING":          {Status: models.WAHAStarting, At: arrival}, // old versions tell no time
	"recorded-webhook-session.status-STARTING-metadata": {Status: models.WAHAStarting, At: arrival},
	"recorded-webhook-session.status-STOPPED":           {Status: models.WAHAStopped, At: arrival},
}

// Every payload means what the tables say, and whatever is in none of them is kept for inspection with its reason.
func TestDecodePayloads(t *testing.T) {
	t.Parallel()
	session := uuid.New()
	left := len(messageFiles) + len(ackFiles) + len(ignoredFiles) + len(statusFiles)
	for _, name := range webhookFiles(t) {
		body := payload(t, name)
		event := Decode(session, body, arrival)
		if event.SessionID != session || string(event.Body) != string(body) {
			t.Errorf("%s: the event lost its session or its body", name)
		}
		message, isMessage := messageFiles[name]
		acks, isAck := ackFiles[name]
		status, isStatus := statusFiles[name]
		switch {
		case isMessage:
			checkMessage(t, name, event, message)
		case isAck:
			if event.Unprocessed != nil || len(event.Acks) != len(acks) || len(acks) == 1 && event.Acks[0] != acks[0] {
				t.Errorf("%s: got receipts %+v and %+v, want %+v", name, event.Acks, event.Unprocessed, acks)
			}
		case isStatus:
			if event.Status == nil || *event.Status != status {
				t.Errorf("%s: got %+v, want %+v", name, event.Status, status)
			}
		case ignoredFiles[name]:
			if !event.IsEmpty() {
				t.Errorf("%s: got %+v, want nothing to store", name, event)
			}
		default:
			left++
			checkUnprocessed(t, name, event, body)
		}
		left--
	}
	if left != 0 {
		t.Errorf("%d expectations have no file", left)
	}
}

func checkMessage(t *testing.T, name string, event models.Event, want models.Message) {
	t.Helper()
	if event.Message == nil {
		t.Errorf("%s: got no message: %+v", name, event.Unprocessed)
		return
	}
	got := *event.Message
	if got.ID == uuid.Nil || got.SessionID != event.SessionID || !strings.Contains(got.WAHAID, "_"+want.MessageID) {
		t.Errorf("%s: got row %s of session %s with composite id %q", name, got.ID, got.SessionID, got.WAHAID)
	}
	if got.Timestamp.Unix()/1000 != 1785000 {
		t.Errorf("%s: got time %s", name, got.Timestamp)
	}
	got.ID, got.SessionID, got.WAHAID, got.Timestamp = uuid.Nil, uuid.Nil, "", time.Time{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
	}
}

func checkUnprocessed(t *testing.T, name string, event models.Event, body []byte) {
	t.Helper()
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatal(err)
	}
	for _, known := range []string{"session.status", "message", "message.any", "message.ack", "message.ack.group"} {
		if e.Event == known {
			t.Errorf("%s: an event that we understand is in no table", name)
		}
	}
	u := event.Unprocessed
	if u == nil || u.Event != e.Event || !strings.Contains(u.Reason, e.Event) || string(u.Body) != string(body) {
		t.Errorf("%s: got %+v, want it kept as %s", name, u, e.Event)
	}
	if event.Message != nil || event.Acks != nil || event.Status != nil {
		t.Errorf("%s: kept for inspection and understood", name)
	}
}
