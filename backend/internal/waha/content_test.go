package waha

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// odd is a message of Ana's with the bare id "ABC", of which the table of a test says the rest.
func odd(kind models.MessageType, body string, change func(*models.Message)) models.Event {
	m := models.Message{
		ChatID: person1, MessageID: "ABC", WAHAID: "false_" + person1 + "_ABC", FromNumber: "5511977770002", Body: body, Type: kind,
		Origin: models.OriginLive, Timestamp: sec(0),
	}
	if change != nil {
		change(&m)
	}
	return models.Event{Message: &m}
}

// oddPayload is the payload of such a message with further fields.
func oddPayload(fields string) []byte {
	return message(`{"id":"false_5511977770002@c.us_ABC","timestamp":1785000000,` + fields + `}`)
}

// gows, noweb and webjs put a content where the engine puts it.
func gows(content, more string) []byte {
	return oddPayload(`"_data":{"Info":{},"Message":` + content + `}` + more)
}

func noweb(content, more string) []byte {
	return oddPayload(`"_data":{"key":{},"message":` + content + `}` + more)
}
func webjs(data, more string) []byte { return oddPayload(`"_data":` + data + more) }

type contentCase struct {
	name string
	body []byte
	want models.Event
}

func checkContents(t *testing.T, cases []contentCase) {
	t.Helper()
	for _, c := range cases {
		same(t, c.name, Decode(uuid.New(), c.body, arrival), c.want)
	}
}

func TestDecodeTexts(t *testing.T) {
	t.Parallel()
	text := func(body string) models.Event { return odd(models.TypeText, body, nil) }
	revoked := odd(models.TypeUnknown, "", func(m *models.Message) { m.RevokedAt = sec(0) })
	checkContents(t, []contentCase{
		{"disappearing", noweb(`{"ephemeralMessage":{"message":{"extendedTextMessage":{"text":"psst"}}}}`, ``), text("psst")},
		{"sent from another device", gows(`{"deviceSentMessage":{"message":{"conversation":"hi"}}}`, ``), text("hi")},
		{"wrapped twice", noweb(`{"ephemeralMessage":{"message":{"groupMentionedMessage":{"message":{"conversation":"hi"}}}}}`, ``), text("hi")},
		{"edited, in a list", noweb(`{"editedMessage":{"message":{"protocolMessage":{"editedMessage":{"conversation":"new"}}}}}`, ``), text("new")},
		{"a body beside another text", gows(`{"conversation":"raw"}`, `,"body":"body"`), text("body")},
		{"template reply on GOWS", gows(`{"templateButtonReplyMessage":{"selectedID":"1","selectedDisplayText":"Sim"}}`, `,"body":null`), text("Sim")},
		{"button reply on GOWS", gows(`{"buttonsResponseMessage":{"selectedButtonID":"1","Response":{"SelectedDisplayText":"Sim"}}}`, ``), text("Sim")},
		{"button reply on NOWEB", noweb(`{"buttonsResponseMessage":{"selectedButtonId":"1","selectedDisplayText":"Sim"}}`, ``), text("Sim")},
		{"button reply on WEBJS", webjs(`{"type":"buttons_response","body":"Sim"}`, `,"body":"Sim"`), text("Sim")},
		{"list reply on GOWS", gows(`{"listResponseMessage":{"title":"Pizza","singleSelectReply":{"selectedRowID":"1"}}}`, ``), text("Pizza")},
		{"list reply on NOWEB", noweb(`{"listResponseMessage":{"title":"Pizza","description":"","singleSelectReply":{"selectedRowId":"1"}}}`, `,"body":"Pizza"`), text("Pizza")},
		{"list reply on WEBJS", webjs(`{"type":"list_response"}`, `,"body":"Pizza"`), text("Pizza")},
		{"flow reply", noweb(`{"interactiveResponseMessage":{"body":{"text":"Enviado"},"nativeFlowResponseMessage":{}}}`, ``), text("Enviado")},
		{"a template", gows(`{"templateMessage":{"hydratedTemplate":{"hydratedContentText":"Olá!"}}}`, ``), text("Olá!")},
		{"a list", noweb(`{"listMessage":{"title":"Menu","description":"Escolha"}}`, ``), text("Escolha")},
		{"buttons", noweb(`{"buttonsMessage":{"contentText":"Escolha"}}`, ``), text("Escolha")},
		{"an interactive message", gows(`{"interactiveMessage":{"body":{"text":"Escolha"}}}`, ``), text("Escolha")},
		{"an unknown content", gows(`{"somethingNewMessage":{"a":1}}`, `,"body":null`), odd(models.TypeUnknown, "", nil)},
		{"deleted, in a list", gows(`{"protocolMessage":{"key":{"remoteJID":"5511977770002@s.whatsapp.net","ID":"ABC"},"type":0}}`, `,"body":null`), revoked},
		{"deleted, in a list of WEBJS", webjs(`{"type":"revoked"}`, `,"body":""`), revoked},
		{"the order to delete another", noweb(`{"protocolMessage":{"key":{"id":"DEF"},"type":"REVOKE"}}`, `,"body":null`), odd(models.TypeUnknown, "", nil)},
		{
			"forwarded", noweb(`{"extendedTextMessage":{"text":"x","contextInfo":{"isForwarded":true,"forwardingScore":3}}}`, `,"body":"x"`),
			odd(models.TypeText, "x", func(m *models.Message) { m.Forwarded = true }),
		},
		{
			"forwarded on WEBJS", webjs(`{"type":"chat","isForwarded":true}`, `,"body":"x"`),
			odd(models.TypeText, "x", func(m *models.Message) { m.Forwarded = true }),
		},
	})
}

func TestDecodeMentionsAndLinks(t *testing.T) {
	t.Parallel()
	mentions := odd(models.TypeText, "oi @55", func(m *models.Message) { m.Mentions = []models.ChatID{author1, hidden1} })
	link := odd(models.TypeText, "veja", func(m *models.Message) {
		m.Content.Link = &models.Preview{URL: "https://example.com/a", Title: "Exemplo", Description: "Um sítio"}
	})
	ad := odd(models.TypeText, "Quero saber mais", func(m *models.Message) {
		m.Content.Ad = &models.Preview{URL: "https://fb.me/1", Title: "Promoção", Description: "Metade do preço"}
	})
	checkContents(t, []contentCase{
		{"mentions on GOWS", gows(`{"extendedTextMessage":{"text":"oi @55","contextInfo":{"mentionedJID":["5521966660003@s.whatsapp.net","112233445566778@lid","120363041234567890@g.us","x",""]}}}`, `,"body":"oi @55"`), mentions},
		{"mentions on NOWEB", noweb(`{"extendedTextMessage":{"text":"oi @55","contextInfo":{"mentionedJid":["5521966660003@s.whatsapp.net",null,7,"112233445566778@lid"]}}}`, `,"body":"oi @55"`), mentions},
		{"mentions on WEBJS", webjs(`{"type":"chat","mentionedJidList":["5521966660003@c.us",{"server":"lid","_serialized":"112233445566778@lid"}]}`, `,"body":"oi @55"`), mentions},
		{"link on GOWS", gows(`{"extendedTextMessage":{"text":"veja","matchedText":"example.com/a","canonicalURL":"https://example.com/a","title":"Exemplo","description":"Um sítio"}}`, `,"body":"veja"`), link},
		{"link on NOWEB", noweb(`{"extendedTextMessage":{"text":"veja","matchedText":"https://example.com/a","title":"Exemplo","description":"Um sítio"}}`, `,"body":"veja"`), link},
		{"link on WEBJS", webjs(`{"type":"chat","matchedText":"example.com/a","title":"Exemplo","description":"Um sítio"}`, `,"body":"veja"`), link},
		{"link that runs something", gows(`{"extendedTextMessage":{"text":"veja","matchedText":"javascript:alert(1)","title":"x"}}`, `,"body":"veja"`), odd(models.TypeText, "veja", nil)},
		{"ad on GOWS", gows(`{"extendedTextMessage":{"text":"Quero saber mais","contextInfo":{"externalAdReply":{"title":"Promoção","body":"Metade do preço","sourceURL":"https://fb.me/1","sourceType":"ad"}}}}`, `,"body":"Quero saber mais"`), ad},
		{"ad on NOWEB", noweb(`{"extendedTextMessage":{"text":"Quero saber mais","contextInfo":{"externalAdReply":{"title":"Promoção","body":"Metade do preço","sourceUrl":"https://fb.me/1"}}}}`, `,"body":"Quero saber mais"`), ad},
		{"ad on WEBJS", webjs(`{"type":"chat","ctwaContext":{"title":"Promoção","description":"Metade do preço","sourceUrl":"https://fb.me/1"}}`, `,"body":"Quero saber mais"`), ad},
	})
}

func TestDecodeMedia(t *testing.T) {
	t.Parallel()
	media := func(kind models.MessageType, body string, media models.Media) models.Event {
		return odd(kind, body, func(m *models.Message) { m.Content.Media = &media })
	}
	const has = `,"hasMedia":true,"media":{"url":"http://w:3000/api/files/default/ABC.bin","mimetype":"x/y"}`
	there := models.Media{Status: models.MediaPending, MimeType: "x/y", SourceURL: "http://w:3000/api/files/default/ABC.bin"}
	voice, note, gone := there, there, models.Media{Status: models.MediaFailed, ErrorCode: MediaDownloadFailed, MimeType: "image/jpeg"}
	voice.Duration, voice.Waveform = 5*time.Second, []byte{0, 50, 100}
	note.Duration, note.Width, note.Height = 9*time.Second, 480, 480
	document := there
	document.Filename = "a.pdf"
	secret := func(media *models.Media) models.Event {
		return odd(models.TypeImage, "", func(m *models.Message) { m.ViewOnce, m.Content.Media = true, media })
	}
	checkContents(t, []contentCase{
		{"voice on NOWEB", noweb(`{"audioMessage":{"ptt":true,"seconds":5,"waveform":"ADLI"}}`, has), media(models.TypeVoice, "", voice)},
		{"voice with numbers by position", noweb(`{"audioMessage":{"ptt":true,"seconds":"5","waveform":{"0":0,"1":50,"2":200}}}`, has), media(models.TypeVoice, "", voice)},
		{"voice on WEBJS", webjs(`{"type":"ptt","duration":"5","waveform":[0,50,100]}`, has), media(models.TypeVoice, "", voice)},
		{"voice of nonsense", noweb(`{"audioMessage":{"ptt":true,"seconds":-5,"waveform":"???"}}`, has), media(models.TypeVoice, "", there)},
		{"disappearing voice", gows(`{"ephemeralMessage":{"message":{"audioMessage":{"PTT":true,"seconds":5,"waveform":"ADLI"}}}}`, has), media(models.TypeVoice, "", voice)},
		{
			"menu with a picture", gows(`{"interactiveMessage":{"body":{"text":"Escolha"}}}`, `,"body":"Escolha","hasMedia":true,"media":{"url":"http://w:3000/api/files/default/ABC.bin","mimetype":"image/png"}`),
			media(models.TypeImage, "Escolha", models.Media{Status: models.MediaPending, MimeType: "image/png", SourceURL: there.SourceURL}),
		},
		{"video note", gows(`{"ptvMessage":{"seconds":9,"width":480,"height":480}}`, has), media(models.TypeVideo, "", note)},
		{"video note on WEBJS", webjs(`{"type":"ptv","duration":9,"width":480,"height":480}`, has), media(models.TypeVideo, "", note)},
		{"document without a caption", gows(`{"documentMessage":{"fileName":"a.pdf","title":"a.pdf"}}`, has), media(models.TypeDocument, "", document)},
		{"caption that only the engine tells", noweb(`{"documentWithCaptionMessage":{"message":{"documentMessage":{"fileName":"a.pdf","caption":"leia"}}}}`, has), media(models.TypeDocument, "leia", document)},
		{"picture of an album", noweb(`{"associatedChildMessage":{"message":{"imageMessage":{}}}}`, has), media(models.TypeImage, "", there)},
		{"animated sticker", gows(`{"lottieStickerMessage":{"message":{"stickerMessage":{}}}}`, has), media(models.TypeSticker, "", there)},
		{"address of old versions", gows(`{"imageMessage":{}}`, `,"hasMedia":true,"mediaUrl":"http://w:3000/api/files/default/ABC.bin","media":{"mimetype":"x/y"}`), media(models.TypeImage, "", there)},
		{"download failed", gows(`{"imageMessage":{}}`, `,"hasMedia":true,"media":{"url":null,"mimetype":"image/jpeg","error":{"code":403,"details":"stack"}}`), media(models.TypeImage, "", gone)},
		{"download failed, said in a word", gows(`{"imageMessage":{"mimetype":"image/jpeg"}}`, `,"hasMedia":true,"media":{"error":"403"}`), media(models.TypeImage, "", gone)},
		{"no media at all", gows(`{"imageMessage":{"mimetype":"image/jpeg"}}`, `,"hasMedia":true,"media":null`), media(models.TypeImage, "", models.Media{Status: models.MediaFailed, ErrorCode: MediaNotDownloaded, MimeType: "image/jpeg"})},
		{"an address of no web", gows(`{"imageMessage":{}}`, `,"hasMedia":true,"media":{"url":"file:///etc/passwd"}`), media(models.TypeImage, "", models.Media{Status: models.MediaFailed, ErrorCode: MediaNotDownloaded})},
		{"view once on GOWS", oddPayload(`"body":null,"hasMedia":false,"_data":{"IsViewOnce":true,"Message":{"imageMessage":{"caption":"segredo"}}}`), secret(nil)},
		{"view once on NOWEB", noweb(`{"viewOnceMessageV2":{"message":{"imageMessage":{"viewOnce":true,"caption":"segredo"}}}}`, has), secret(&there)},
		{"view once, disappearing", noweb(`{"ephemeralMessage":{"message":{"viewOnceMessage":{"message":{"imageMessage":{}}}}}}`, has), secret(&there)},
		{"view once on WEBJS", webjs(`{"type":"image","isViewOnce":true,"caption":"segredo"}`, ``), secret(nil)},
	})
}

func TestDecodePlacesAndCards(t *testing.T) {
	t.Parallel()
	place := odd(models.TypeLocation, "", func(m *models.Message) {
		m.Content.Location = &models.Location{Latitude: -23.5, Longitude: -46.6, Name: "MASP", Address: "Av. Paulista", URL: "https://masp.org.br"}
	})
	bare := odd(models.TypeLocation, "", nil)
	cards := odd(models.TypeContact, "", func(m *models.Message) {
		m.Content.VCards = []models.VCard{
			{FullName: "Ana", Organization: "Loja, SA", PhoneNumbers: []string{"5511977770002"}, Text: "FN:Ana\nORG:Loja\\, SA;\nitem1.TEL;waid=5511977770002:+55 11"},
			{FullName: "Rui", PhoneNumbers: []string{"5521966660003"}, Text: "FN:Rui\nTEL:+55 21 96666-0003"},
		}
	})
	const one, two = `FN:Ana\nORG:Loja\\, SA;\nitem1.TEL;waid=5511977770002:+55 11`, `FN:Rui\nTEL:+55 21 96666-0003`
	checkContents(t, []contentCase{
		{
			"place on NOWEB", noweb(`{"locationMessage":{"degreesLatitude":-23.5,"degreesLongitude":-46.6}}`, `,"location":{"latitude":-23.5,"longitude":"-46.6","name":"MASP","address":"Av. Paulista","url":"masp.org.br"}`),
			odd(models.TypeLocation, "", func(m *models.Message) {
				m.Content.Location = &models.Location{Latitude: -23.5, Longitude: -46.6, Name: "MASP", Address: "Av. Paulista", URL: "https://masp.org.br"}
			}),
		},
		{"place that only the engine tells", gows(`{"locationMessage":{"degreesLatitude":-23.5,"degreesLongitude":-46.6,"name":"MASP","address":"Av. Paulista","URL":"https://masp.org.br"}}`, `,"location":null`), place},
		{"place on WEBJS with its map as body", webjs(`{"type":"location","lat":-23.5,"lng":-46.6,"loc":"MASP\nAv. Paulista"}`, `,"body":"/9j/4AAQ","location":{"latitude":"-23.5","longitude":"-46.6","description":"MASP\nAv. Paulista","url":"https://masp.org.br"}`), place},
		{"a place on no earth", gows(`{"locationMessage":{}}`, `,"location":{"latitude":91,"longitude":0}`), bare},
		{"a place of nothing", gows(`{"locationMessage":{}}`, `,"location":{}`), bare},
		{"a place of another shape", oddPayload(`"location":[1]`), bare},
		{"cards on GOWS", gows(`{"contactsArrayMessage":{"displayName":"2 contatos"}}`, `,"vCards":["`+one+`",null,"`+two+`"]`), cards},
		{"cards that only NOWEB tells", noweb(`{"contactsArrayMessage":{"contacts":[{"displayName":"Outra","vcard":"`+one+`"},{"vcard":"`+two+`"},{}]}}`, `,"vCards":null`), cards},
		{"cards on WEBJS with one as body", webjs(`{"type":"multi_vcard","vcardList":[{"vcard":"`+one+`"},{"vcard":"`+two+`"}]}`, `,"body":"BEGIN:VCARD","vCards":[]`), cards},
	})
}

func TestDecodePollsAndAppointments(t *testing.T) {
	t.Parallel()
	poll := func(many bool) models.Event {
		return odd(models.TypePoll, "", func(m *models.Message) {
			m.Content.Poll = &models.Poll{Question: "Hora?", Options: []models.PollOption{{Name: "9h"}, {Name: "14h"}}, MultipleAnswers: many}
		})
	}
	meeting := odd(models.TypeEvent, "", func(m *models.Message) {
		m.Content.Event = &models.CalendarEvent{
			Name: "Reunião", Description: "de vendas", Location: "Sala 2", StartsAt: sec(0), EndsAt: sec(3600), Canceled: true,
		}
	})
	checkContents(t, []contentCase{
		{"poll on NOWEB", noweb(`{"pollCreationMessage":{"name":"Hora?","options":[{"optionName":"9h"},{"optionName":"14h"},{"optionName":"14h"},{"optionName":""}],"selectableOptionsCount":0}}`, ``), poll(true)},
		{"poll that disappears", noweb(`{"pollCreationMessageV4":{"message":{"pollCreationMessageV5":{"name":"Hora?","options":[{"optionName":"9h"},{"optionName":"14h"}],"selectableOptionsCount":1}}}}`, ``), poll(false)},
		{"poll on WEBJS", webjs(`{"type":"poll_creation","pollName":"Hora?","pollOptions":[{"name":"9h","localId":0},{"name":"14h","localId":1}],"pollSelectableOptionsCount":"1"}`, `,"body":"Hora?"`), poll(false)},
		{"appointment on GOWS", gows(`{"eventMessage":{"name":"Reunião","description":"de vendas","location":{"name":"Sala 2"},"startTime":1785000000,"endTime":"1785003600","isCanceled":true}}`, ``), meeting},
		{"appointment in JavaScript's numbers", noweb(`{"eventMessage":{"name":"Reunião","description":"de vendas","location":{"address":"Sala 2"},"startTime":{"low":1785000000,"high":0,"unsigned":false},"endTime":1785003600000,"isCanceled":true}}`, ``), meeting},
		{"appointment on WEBJS", webjs(`{"type":"event_creation","eventName":"Reunião","eventDescription":"de vendas","eventLocation":{"name":"Sala 2"},"eventStartTime":1785000000,"eventEndTime":1785003600,"isEventCanceled":true}`, `,"body":"Reunião"`), meeting},
	})
}

func TestDecodeQuotes(t *testing.T) {
	t.Parallel()
	quote := func(q models.Quote) models.Event {
		return odd(models.TypeText, "x", func(m *models.Message) { m.Quote = &q })
	}
	checkContents(t, []contentCase{
		{"voice on WEBJS", oddPayload(`"body":"x","replyTo":{"id":"Q","participant":"5511977770002@c.us","_data":{"type":"ptt"}}`), quote(models.Quote{MessageID: "Q", From: person1, Type: models.TypeVoice})},
		{"a full id, of nobody", oddPayload(`"body":"x","replyTo":{"id":"true_5511977770002@c.us_Q","body":"y"}`), quote(models.Quote{MessageID: "Q", Body: "y", Type: models.TypeText})},
		{"a file that only its kind tells", oddPayload(`"body":"x","replyTo":{"id":"Q","hasMedia":true,"media":{"mimetype":"video/mp4"}}`), quote(models.Quote{MessageID: "Q", Type: models.TypeVideo})},
		{"a wrapped one", oddPayload(`"body":"x","replyTo":{"id":"Q","_data":{"viewOnceMessage":{"message":{"imageMessage":{"caption":"segredo"}}}}}`), quote(models.Quote{MessageID: "Q", Type: models.TypeImage})},
		{"of nothing", oddPayload(`"body":"x","replyTo":{"id":null}`), odd(models.TypeText, "x", nil)},
		{"of another shape", oddPayload(`"body":"x","replyTo":"Q"`), odd(models.TypeText, "x", nil)},
	})
}

func TestDecodeTwinsOfMessages(t *testing.T) {
	t.Parallel()
	hidden := func(number string, twins ...models.Twins) models.Event {
		return told(odd(models.TypeText, "x", func(m *models.Message) {
			m.ChatID, m.WAHAID, m.FromNumber = hidden1, "false_"+hidden1+"_ABC", number
		}), twins...)
	}
	member := told(odd(models.TypeText, "x", func(m *models.Message) {
		m.ChatID, m.WAHAID, m.FromNumber, m.Participant = group1, "false_"+group1+"_ABC", "5521966660003", authorID
	}), twinsOfBia())
	own := told(odd(models.TypeText, "x", func(m *models.Message) {
		m.ChatID, m.WAHAID, m.FromNumber, m.ToNumber, m.FromMe = hidden1, "true_"+hidden1+"_ABC", "", "5511977770002", true
	}), twinsOfAna())
	wrap := func(id, rest string) []byte {
		return message(`{"id":"` + id + `","timestamp":1785000000,"body":"x",` + rest + `}`)
	}
	from, to, ofGroup := "false_"+hidden1+"_ABC", "true_"+hidden1+"_ABC", "false_"+group1+"_ABC"
	checkContents(t, []contentCase{
		{"nobody knows", wrap(from, `"_data":{"Info":{"Sender":"112233445566778@lid","SenderAlt":""}}`), hidden("")},
		{"older NOWEB", wrap(from, `"_data":{"key":{"remoteJid":"112233445566778@lid","senderPn":"5511977770002@s.whatsapp.net"}}`), hidden("5511977770002", twinsOfAna())},
		{"with a device", wrap(from, `"_data":{"Info":{"Sender":"112233445566778:3@lid","SenderAlt":"5511977770002:3@s.whatsapp.net"}}`), hidden("5511977770002", twinsOfAna())},
		{"two of a kind", wrap(from, `"_data":{"Info":{"Sender":"112233445566778@lid","SenderAlt":"223344556677889@lid"}}`), hidden("")},
		{"member on GOWS", wrap(ofGroup, `"participant":"`+authorID+`","_data":{"Info":{"IsGroup":true,"Sender":"`+authorID+`","SenderAlt":"5521966660003@s.whatsapp.net"}}`), member},
		{"member on NOWEB", wrap(ofGroup, `"participant":"`+authorID+`","_data":{"key":{"remoteJid":"`+group1+`","participant":"`+authorID+`","participantAlt":"5521966660003@s.whatsapp.net"}}`), member},
		{"member on older NOWEB", wrap(ofGroup, `"participant":"`+authorID+`","_data":{"key":{"participantPn":"5521966660003@s.whatsapp.net"}}`), member},
		{"own on GOWS", wrap(to, `"_data":{"Info":{"IsFromMe":true,"Chat":"112233445566778@lid","Sender":"`+owner1+`","SenderAlt":"`+ownerLID+`","RecipientAlt":"5511977770002@s.whatsapp.net"}}`), own},
		{"own on NOWEB", wrap(to, `"_data":{"key":{"fromMe":true,"remoteJid":"112233445566778@lid","remoteJidAlt":"5511977770002@s.whatsapp.net","senderPn":"`+owner1+`"}}`), own},
	})
}

// Whatever is without end is cut, and nothing nests for ever.
func TestDecodeBounds(t *testing.T) {
	t.Parallel()
	many := func(item string, n int) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	addresses := make([]string, 3000)
	options := make([]string, 200)
	for i := range addresses {
		addresses[i] = fmt.Sprintf(`"55119%08d@c.us"`, i)
	}
	for i := range options {
		options[i] = fmt.Sprintf(`{"optionName":"%d"}`, i)
	}
	read := func(body []byte) models.Message {
		t.Helper()
		event := Decode(uuid.New(), body, arrival)
		if event.Message == nil {
			t.Fatalf("got %+v", event.Unprocessed)
		}
		return *event.Message
	}
	if n := len(read(oddPayload(`"body":"` + strings.Repeat("á", 1<<20) + `"`)).Body); n != maxBody {
		t.Errorf("got a body of %d bytes", n)
	}
	mentions := read(gows(`{"extendedTextMessage":{"contextInfo":{"mentionedJID":[`+strings.Join(addresses, ",")+`]}}}`, ``)).Mentions
	if len(mentions) != maxMentions {
		t.Errorf("got %d mentions", len(mentions))
	}
	if n := len(read(gows(`{"pollCreationMessage":{"options":[`+strings.Join(options, ",")+`]}}`, ``)).Content.Poll.Options); n != maxOptions {
		t.Errorf("got %d options", n)
	}
	if n := len(read(oddPayload(`"vCards":[` + many(`"FN:A"`, 500) + `]`)).Content.VCards); n != maxCards {
		t.Errorf("got %d cards", n)
	}
	if n := len(read(oddPayload(`"vCards":["` + strings.Repeat(`TEL:5511977770002\n`, 500) + `"]`)).Content.VCards[0].PhoneNumbers); n != maxPhones {
		t.Errorf("got %d numbers of one card", n)
	}
	waves := read(gows(`{"audioMessage":{"waveform":[`+many("99", 9000)+`]}}`, `,"hasMedia":true`)).Content.Media.Waveform
	if len(waves) != maxWaveform {
		t.Errorf("got a waveform of %d", len(waves))
	}
	deep := strings.Repeat(`{"ephemeralMessage":{"message":`, 2000) + `{"conversation":"x"}` + strings.Repeat(`}}`, 2000)
	if m := read(gows(deep, `,"body":"seen"`)); m.Body != "seen" || m.Type != models.TypeText {
		t.Errorf("got %q, %s of a deep nest", m.Body, m.Type)
	}
	endless := Decode(uuid.New(), gows(strings.Repeat(`{"ephemeralMessage":`, 20000)+strings.Repeat(`}`, 20000), ``), arrival)
	if endless.Unprocessed == nil {
		t.Errorf("got %+v of a nest without end", endless)
	}
}

func TestParseCard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, shown, text string
		want              models.VCard
	}{
		{"lines of Windows, folded", "", "BEGIN:VCARD\r\nFN:João da\r\n  Silva\r\nTEL;type=CELL;waid=5531955550004:+55\r\nEND:VCARD", models.VCard{FullName: "João da Silva", PhoneNumbers: []string{"5531955550004"}}},
		{"only the parts of a name", "", "N:Silva;João;;Dr.;", models.VCard{FullName: "Silva João Dr."}},
		{"no name", "shown", "TEL:+55 (31) 95555-0004", models.VCard{FullName: "shown", PhoneNumbers: []string{"5531955550004"}}},
		{"a number as an address", "shown", "FN:A\nTEL;VALUE=uri:tel:+55-31-95555-0004", models.VCard{FullName: "A", PhoneNumbers: []string{"5531955550004"}}},
		{"no number", "shown", "FN:A\nTEL:extension 7\nTEL;waid=x:y", models.VCard{FullName: "A"}},
		{"no card", "shown", "hello", models.VCard{FullName: "shown"}},
	} {
		c.want.Text = c.text
		same(t, c.name, models.Event{Message: &models.Message{Content: models.Content{VCards: []models.VCard{parseCard(card{DisplayName: c.shown, VCard: c.text})}}}},
			models.Event{Message: &models.Message{Content: models.Content{VCards: []models.VCard{c.want}}}})
	}
}
