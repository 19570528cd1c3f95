package httpapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

const bia = "5521966660003@c.us"

var (
	masp     = object{"latitude": -23.561414, "longitude": -46.655881, "name": "MASP", "address": "Av. Paulista, 1578"}
	joao     = []object{{"fullName": "João da Silva", "phoneNumber": "+55 31 95555-0004"}}
	question = object{"name": "Qual horário?", "options": []string{"9h", "14h"}}
	contract = object{"mimetype": "application/pdf", "filename": "contrato nº 1.pdf", "data": "JVBERi0xLjE="}
)

// incoming lists what others write, and the sample of the event about it.
var incoming = []struct {
	sample string
	in     object
}{
	{"wh-message-image-GOWS", object{"type": "image", "caption": "Olha a foto (legenda)"}},
	{"wh-message-image-WEBJS", object{"type": "image", "caption": "legenda"}},
	{"wh-message-video-GOWS", object{"type": "video", "caption": "vídeo"}},
	{"wh-message-voice-GOWS", object{"type": "voice"}},
	{"wh-message-audio-file-NOWEB", object{"type": "audio"}},
	{"wh-message-document-GOWS", object{"media": contract, "caption": "Segue o contrato"}},
	{"wh-message-sticker-GOWS", object{"type": "sticker"}},
	{"wh-message-location-GOWS", object{"location": masp}},
	{"wh-message-live-location-GOWS", object{"type": "live_location", "location": object{
		"latitude": -23.561414, "longitude": -46.655881, "description": "a caminho",
	}}},
	{"wh-message-vcard-GOWS", object{"contacts": joao}},
	{"wh-message-button-reply-NOWEB", object{"button": "btn:yes", "text": "Sim"}},
	{"wh-message-poll-created-GOWS", object{"chatId": group, "from": bia, "poll": question}},
	{"wh-message-status-broadcast-GOWS", object{"chatId": "status@broadcast", "from": bia, "text": "meu status de texto"}},
	{"wh-message-status-broadcast-image-NOWEB", object{"chatId": "status@broadcast", "from": bia, "type": "image", "caption": "foto no status"}},
	{"wh-message-newsletter-GOWS", object{"from": "120363155556666777@newsletter", "text": "Post do canal", "name": ""}},
}

func TestEventsOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, test := range incoming {
		t.Run(test.sample, func(t *testing.T) {
			t.Parallel()
			want := payload(t, test.sample).(object)
			s := newSim(t, want["engine"].(string), "WAHA_BASE_URL=http://waha-a1b2c3:3000").working()
			in := object{"from": ana, "name": "Ana Souza"}
			for key, value := range test.in {
				in[key] = value
			}
			id := s.write(in)
			h := s.hook("message", func(p object) bool { return p["id"] == id })
			s.hook("message.any", func(p object) bool { return p["id"] == id })
			sameShape(t, test.sample, h.event, want)
			got, sent := h.event["payload"].(object), want["payload"].(object)
			for _, field := range []string{
				"fromMe", "source", "ack", "ackName", "from", "to", "participant", "body", "hasMedia", "location", "vCards", "replyTo",
			} {
				sameBody(t, field, got[field], sent[field])
			}
			sameFile(t, got, sent)
		})
	}
}

// sameFile demands the sample's file, at the address that goes with the message's own id.
func sameFile(t *testing.T, got, want object) {
	t.Helper()
	file, hasFile := want["media"].(object)
	if !hasFile {
		sameBody(t, "media", got["media"], nil)
		return
	}
	given := got["media"].(object)
	sameBody(t, "filename", given["filename"], file["filename"])
	sameBody(t, "mimetype", given["mimetype"], file["mimetype"])
	raw := func(id any) string { return strings.Split(id.(string), "_")[2] }
	address := strings.ReplaceAll(file["url"].(string), raw(want["id"]), raw(got["id"]))
	sameBody(t, "url", given["url"], address)
}

// at follows a path of names in a decoded body.
func at(t *testing.T, value any, path string) any {
	t.Helper()
	for _, name := range strings.Split(path, ".") {
		fields, isObject := value.(object)
		if !isObject {
			t.Fatalf("%s: nothing at %s in %v", path, name, value)
		}
		value = fields[name]
	}
	return value
}

// TestRawDataOfEveryKind holds what the samples lack: each kind on each engine, by the field that tells what it is.
func TestRawDataOfEveryKind(t *testing.T) {
	t.Parallel()
	preview := object{"url": "https://example.com", "title": "Title", "description": "More"}
	ad := object{"url": "https://fb.me/x", "title": "Offer", "description": "Buy", "sourceId": "120"}
	event := object{"name": "Reunião", "startTime": 1785000000, "location": object{"name": "Sala 1"}}
	for _, test := range []struct {
		name              string
		in                object
		gows, noweb, webj string // paths and their values, after an equals sign
	}{
		{"image", object{"type": "image"}, "Message.imageMessage.mimetype=image/jpeg", "message.imageMessage.width=96", "type=image"},
		{"video", object{"type": "video"}, "Message.videoMessage.seconds=12", "message.videoMessage.seconds=12", "type=video"},
		{"voice", object{"type": "voice"}, "Message.audioMessage.PTT=true", "message.audioMessage.ptt=true", "type=ptt"},
		{"waveform", object{"type": "voice"}, "Message.audioMessage.waveform=AAABAg==", "message.audioMessage.waveform=AAABAg==", "waveform=AAABAg=="},
		{"audio", object{"type": "audio"}, "Message.audioMessage.PTT=false", "message.audioMessage.ptt=false", "type=audio"},
		{
			"document",
			object{"media": contract},
			"Message.documentMessage.fileName=contrato nº 1.pdf", "message.documentMessage.fileName=contrato nº 1.pdf", "filename=contrato nº 1.pdf",
		},
		{"sticker", object{"type": "sticker"}, "Message.stickerMessage.isAnimated=false", "message.stickerMessage.isAnimated=false", "type=sticker"},
		{"location", object{"location": masp}, "Message.locationMessage.name=MASP", "message.locationMessage.name=MASP", "loc=MASP"},
		{
			"live location",
			object{"type": "live_location", "location": masp},
			"Message.liveLocationMessage.sequenceNumber=1", "message.liveLocationMessage.sequenceNumber=1", "type=location",
		},
		{
			"contact",
			object{"contacts": joao},
			"Message.contactMessage.displayName=João da Silva", "message.contactMessage.displayName=João da Silva", "type=vcard",
		},
		{
			"contacts",
			object{"contacts": append(joao, joao...)},
			"Message.contactsArrayMessage.displayName=2 contacts", "message.contactsArrayMessage.displayName=2 contacts", "type=multi_vcard",
		},
		{"poll", object{"poll": question}, "Message.pollCreationMessageV3.selectableOptionsCount=1", "message.pollCreationMessageV3.name=Qual horário?", "type=poll_creation"},
		{"event", object{"event": event}, "Message.eventMessage.name=Reunião", "message.eventMessage.name=Reunião", "type=event_creation"},
		{
			"button",
			object{"button": "b", "text": "Sim"},
			"Message.templateButtonReplyMessage.selectedId=b", "message.templateButtonReplyMessage.selectedIndex=0", "type=template_button_reply",
		},
		{"unknown", object{"type": "unknown"}, "Message.someNewMessage=map[]", "message.someNewMessage=map[]", "type=unknown"},
		{"view once", object{"type": "image", "viewOnce": true}, "IsViewOnce=true", "message.viewOnceMessageV2.message.imageMessage=map[]", "isViewOnce=true"},
		{
			"mention",
			object{"text": "@5511988880001 oi", "mentions": []string{"5511988880001@c.us"}},
			"Message.extendedTextMessage.contextInfo.mentionedJID=[5511988880001@s.whatsapp.net]",
			"message.extendedTextMessage.contextInfo.mentionedJid=[5511988880001@s.whatsapp.net]", "mentionedJidList=[5511988880001@c.us]",
		},
		{
			"forwarded",
			object{"text": "a", "forwarded": true},
			"Message.extendedTextMessage.contextInfo.isForwarded=true", "message.extendedTextMessage.contextInfo.isForwarded=true", "isForwarded=true",
		},
		{
			"link",
			object{"text": "https://example.com", "link": preview},
			"Message.extendedTextMessage.title=Title", "message.extendedTextMessage.matchedText=https://example.com", "title=Title",
		},
		{
			"ad",
			object{"text": "Oi", "ad": ad},
			"Message.extendedTextMessage.contextInfo.externalAdReply.sourceURL=https://fb.me/x",
			"message.extendedTextMessage.contextInfo.externalAdReply.sourceUrl=https://fb.me/x", "ctwaContext.sourceId=120",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for engine, wanted := range map[string]string{config.GOWS: test.gows, config.NOWEB: test.noweb, config.WEBJS: test.webj} {
				s := newSim(t, engine).working()
				in := object{"from": ana}
				for key, value := range test.in {
					in[key] = value
				}
				id := s.write(in)
				h := s.hook("message", func(p object) bool { return p["id"] == id })
				path, value, _ := strings.Cut(wanted, "=")
				if got := fmt.Sprint(at(t, h.event, "payload._data."+path)); got != value {
					t.Errorf("%s: got %s at %s, want %s", engine, got, path, value)
				}
			}
		})
	}
}

func TestNamesAndIdentitiesOfSenders(t *testing.T) {
	t.Parallel()
	hidden := "112233445566778@lid"
	for engine, paths := range map[string][2]string{
		config.GOWS: {"Info.PushName", "Info.SenderAlt"}, config.NOWEB: {"pushName", "key.participantAlt"}, config.WEBJS: {"notifyName", "author"},
	} {
		s := newSim(t, engine).working()
		id := s.write(object{"chatId": group, "from": hidden, "alt": bia, "name": "Bia", "text": "oi"})
		h := s.hook("message", func(p object) bool { return p["id"] == id })
		sameBody(t, engine+" name", at(t, h.event, "payload._data."+paths[0]), "Bia")
		want := "5521966660003@s.whatsapp.net"
		if engine == config.WEBJS {
			want = hidden
		}
		sameBody(t, engine+" identity", at(t, h.event, "payload._data."+paths[1]), want)
	}
}

func TestReplyToAFile(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{config.GOWS, config.NOWEB, config.WEBJS} {
		s := newSim(t, engine).working()
		photo := s.write(object{"from": ana, "type": "image", "caption": "Tabela de preços"})
		id := s.write(object{"from": ana, "text": "Gostei desse", "replyTo": photo})
		h := s.hook("message", func(p object) bool { return p["id"] == id })
		if engine == config.GOWS {
			sameShape(t, engine, h.event, payload(t, "wh-message-reply-to-media-GOWS"))
		}
		sameBody(t, "body", at(t, h.event, "payload.replyTo.body"), "Tabela de preços")
		sameBody(t, "media", at(t, h.event, "payload.replyTo.media.mimetype"), "image/jpeg")
	}
}

func TestKindsAreChecked(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	for name, in := range map[string]object{
		"strange kind":  {"type": "hologram"},
		"no place":      {"type": "location"},
		"no contact":    {"type": "contact"},
		"no options":    {"type": "poll", "poll": object{"name": "a"}},
		"no start":      {"type": "event", "event": object{"name": "a"}},
		"broken base64": {"type": "image", "media": object{"data": "*"}},
	} {
		in["from"] = ana
		if got := s.post("/_sim/message", in); got.code != 400 {
			t.Errorf("%s: got %d %s", name, got.code, got.body)
		}
	}
}
