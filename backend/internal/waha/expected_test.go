package waha

import (
	"strings"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	person1  = "5511977770002@c.us"
	group1   = "120363041234567890@g.us"
	author1  = "5521966660003@c.us"
	authorID = "223344556677889@lid"
	hidden1  = "112233445566778@lid"
	owner1   = "5511988880001@c.us"
	ownerLID = "98765432100001@lid"
	greet    = "Oi, tudo bem? 😀"
	greetID  = "AC628B49D96DCDE97A430DD4F5977058"
	apiID    = "3EB05DD80892943653DB3A"
	files    = "http://waha-a1b2c3:3000/api/files/default/"
)

// sec is a time of the samples, in seconds after the first.
func sec(n float64) time.Time { return time.UnixMilli(1785000000000 + int64(n*1000)).UTC() }

// in is a message from Ana in her own chat.
func in(id, body string, kind models.MessageType, when float64) models.Message {
	return models.Message{
		ChatID: person1, MessageID: id, WAHAID: "false_" + person1 + "_" + id, FromNumber: "5511977770002", SenderName: "Ana Souza",
		Body: body, Type: kind, Origin: models.OriginLive, Ack: 2, Timestamp: sec(when),
	}
}

func inGroup(id, body string, kind models.MessageType, when float64) models.Message {
	return models.Message{
		ChatID: group1, MessageID: id, WAHAID: "false_" + group1 + "_" + id + "_" + author1, FromNumber: "5521966660003",
		SenderName: "Bia", Participant: author1, Body: body, Type: kind, Origin: models.OriginLive, Ack: 2, Timestamp: sec(when),
	}
}

func out(id, body, source string, when float64) models.Message {
	return models.Message{
		ChatID: person1, MessageID: id, WAHAID: "true_" + person1 + "_" + id, FromMe: true, ToNumber: "5511977770002", Body: body,
		Type: models.TypeText, Origin: models.OriginLive, Ack: 1, Source: source, Timestamp: sec(when),
	}
}

// with changes a message before it is expected.
func with(m models.Message, change func(*models.Message)) models.Event {
	change(&m)
	return models.Event{Message: &m}
}

func pending(mime, file string) *models.Media {
	return &models.Media{Status: models.MediaPending, MimeType: mime, SourceURL: files + file}
}

// told adds the pairs of addresses to an event.
func told(event models.Event, twins ...models.Twins) models.Event {
	event.Twins = twins
	return event
}

func twinsOfAna() models.Twins  { return models.Twins{LID: hidden1, Phone: person1} }
func twinsOfBia() models.Twins  { return models.Twins{LID: authorID, Phone: author1} }
func twinsOfShop() models.Twins { return models.Twins{LID: ownerLID, Phone: owner1} }

func expectedEvents() map[string]models.Event {
	all := make(map[string]models.Event)
	for _, table := range []map[string]models.Event{
		expectedMessages(), expectedContents(), expectedFiles(), expectedChanges(), expectedGroups(), expectedStatuses(),
		expectedRest(),
	} {
		for name, event := range table {
			all[name] = event
		}
	}
	return all
}

func expectedMessages() map[string]models.Event {
	keep := func(*models.Message) {}
	first := told(with(in(greetID, greet, models.TypeText, 11), keep), twinsOfAna())
	fromLID := func(id string, when float64) models.Event {
		return told(with(in(id, "mensagem vinda de um LID", models.TypeText, when), func(m *models.Message) {
			m.ChatID, m.WAHAID = hidden1, "false_"+hidden1+"_"+id
		}), twinsOfAna())
	}
	return map[string]models.Event{
		"wh-dup-1-retry-same-event-id":         first,
		"wh-dup-2-same-message-new-event-id":   first,
		"wh-dup-3-same-message-as-message.any": first,
		"wh-message-text-GOWS":                 first,
		"wh-message-text-NOWEB":                with(in(greetID, greet, models.TypeText, 12), keep),
		"wh-message-text-WEBJS":                with(in(greetID, greet, models.TypeText, 13), func(m *models.Message) { m.Ack = 1 }),
		"wh-message-button-reply-NOWEB":        with(in("AC2DBDC96B9117837A4826EC26EEA5DB", "Sim", models.TypeText, 49), keep),
		"wh-message-reply-GOWS": with(in("AC82F3E9C695DC6B8D1B11818D570191", "Sim, pode ser!", models.TypeText, 25), func(m *models.Message) {
			m.Quote = &models.Quote{MessageID: apiID, From: owner1, Body: "Resposta enviada pela API", Type: models.TypeText}
		}),
		"wh-message-reply-to-media-GOWS": with(in("ACDB77FD01AF957221A4989B64B3770A", "Gostei desse", models.TypeText, 26), func(m *models.Message) {
			m.Quote = &models.Quote{MessageID: "3EB0AEAD7D0EDC737F660F", From: owner1, Body: "Tabela de preços", Type: models.TypeImage}
		}),
		"wh-message-group-GOWS":  with(inGroup("AC711430F6164E93803D93428BC1FAB8", "Bom dia, grupo!", models.TypeText, 21), keep),
		"wh-message-group-NOWEB": with(inGroup("AC3921871AA0881E3E94830142AC9099", "Bom dia, grupo!", models.TypeText, 23), keep),
		"wh-message-group-WEBJS": with(inGroup("ACC874BC29E99F2E67290D6CDB1CAA2A", "Bom dia, grupo!", models.TypeText, 24), func(m *models.Message) {
			m.Ack = 1
		}),
		"wh-message-lid-sender-GOWS":     fromLID("AC98FBB7EF60124ED0C3BB88F8CDF6CD", 15),
		"wh-message-lid-sender-NOWEB":    fromLID("AC64D66E3CEE348488ACE0A2109F6A5A", 16),
		"wh-message.any-fromMe-api-GOWS": with(out(apiID, "Resposta enviada pela API", "api", 18), keep),
		"wh-message.any-fromMe-app-GOWS": with(out("3A172DD4A0366000604E", "Resposta digitada no celular", "app", 19), keep),
		"wh-message.waiting-WEBJS": with(in("ACA721DBC8D16825A64A51A444CF5673", "", models.TypeUnknown, 52), func(m *models.Message) {
			m.Ack = 1
		}),
	}
}

func expectedContents() map[string]models.Event {
	const card = "BEGIN:VCARD\nVERSION:3.0\nFN:João da Silva\nTEL;type=CELL;waid=5531955550004:+55 31 95555-0004\nEND:VCARD"
	masp := models.Location{Latitude: -23.561414, Longitude: -46.655881}
	return map[string]models.Event{
		"wh-message-location-GOWS": with(in("AC9294AB38039F60D2EC53822FB46B52", "", models.TypeLocation, 40), func(m *models.Message) {
			place := masp
			place.Name, place.Address = "MASP", "Av. Paulista, 1578"
			m.Content.Location = &place
		}),
		"wh-message-live-location-GOWS": with(in("ACF9E012396BE65DB022BD11DE9308A9", "a caminho", models.TypeLocation, 41), func(m *models.Message) {
			place := masp
			place.Live = true
			m.Content.Location = &place
		}),
		"wh-message-vcard-GOWS": with(in("AC522A45442726C9F9DDC6CDD60B3B62", "", models.TypeContact, 42), func(m *models.Message) {
			m.Content.VCards = []models.VCard{{FullName: "João da Silva", PhoneNumbers: []string{"5531955550004"}, Text: card}}
		}),
		"wh-message-poll-created-GOWS": with(inGroup("AC3485639FAF1591F3C16F295198E938", "", models.TypePoll, 44), func(m *models.Message) {
			m.Content.Poll = &models.Poll{Question: "Qual horário?", Options: []models.PollOption{{Name: "9h"}, {Name: "14h"}}}
		}),
	}
}

func expectedFiles() map[string]models.Event {
	file := func(id, body string, kind models.MessageType, when float64, media *models.Media) models.Event {
		return with(in(id, body, kind, when), func(m *models.Message) { m.Content.Media = media })
	}
	image := pending("image/jpeg", "AC94987E0761426AF860C626187A441C.jpeg")
	image.Width, image.Height = 960, 1280
	audio := pending("audio/mp4", "ACFB04DCB6970E4C3D1873DE51FD5A50.mp4")
	audio.Duration = 95 * time.Second
	voice := pending("audio/ogg; codecs=opus", "AC3BFC269594EF649228E9A74BAB00F0.oga")
	voice.Duration, voice.Waveform = 7*time.Second, []byte{0, 0, 1, 2}
	video := pending("video/mp4", "ACB07AA1936D43CB934ECA1CC5B607FF.mp4")
	video.Duration = 12 * time.Second
	document := pending("application/pdf", "ACABECDF3503635C0BE9ECA61CDDF5B2.pdf")
	document.Filename = "contrato nº 1.pdf"
	webjs := file("AC08E5A9827874AAD6C0A3FFA282A37C", "legenda", models.TypeImage, 32,
		pending("image/jpeg", "false_5511977770002@c.us_AC08E5A9827874AAD6C0A3FFA282A37C.jpeg"))
	webjs.Message.Ack = 1
	return map[string]models.Event{
		"wh-message-image-GOWS":       file("AC94987E0761426AF860C626187A441C", "Olha a foto (legenda)", models.TypeImage, 28, image),
		"wh-message-image-WEBJS":      webjs,
		"wh-message-audio-file-NOWEB": file("ACFB04DCB6970E4C3D1873DE51FD5A50", "", models.TypeAudio, 34, audio),
		"wh-message-voice-GOWS":       file("AC3BFC269594EF649228E9A74BAB00F0", "", models.TypeVoice, 33, voice),
		"wh-message-video-GOWS":       file("ACB07AA1936D43CB934ECA1CC5B607FF", "vídeo", models.TypeVideo, 35, video),
		"wh-message-document-GOWS":    file("ACABECDF3503635C0BE9ECA61CDDF5B2", "Segue o contrato", models.TypeDocument, 36, document),
		"wh-message-sticker-GOWS": file("AC32B56ED53348A8587F30C90E5C6406", "", models.TypeSticker, 37,
			pending("image/webp", "AC32B56ED53348A8587F30C90E5C6406.webp")),
		"wh-message-image-media-not-downloaded": file("ACA742E9D20D9B5659154668E00EBD55", "", models.TypeImage, 29,
			&models.Media{Status: models.MediaFailed, MimeType: "image/jpeg", ErrorCode: MediaNotDownloaded}),
	}
}

func expectedChanges() map[string]models.Event {
	ack := func(id string, ack models.Ack) models.Event {
		return models.Event{Acks: []models.AckUpdate{{MessageID: id, Ack: ack}}}
	}
	reaction := func(emoji string, when float64) models.Event {
		return models.Event{Reaction: &models.Reaction{MessageID: apiID, Sender: person1, Emoji: emoji, At: sec(when)}}
	}
	revoked := func(when float64) models.Event {
		return models.Event{Revocation: &models.Revocation{MessageID: greetID, At: sec(when)}}
	}
	return map[string]models.Event{
		"wh-message.ack-SERVER":                   ack(apiID, models.AckServer),
		"wh-message.ack-DEVICE":                   ack(apiID, models.AckDevice),
		"wh-message.ack-READ":                     ack(apiID, models.AckRead),
		"wh-message.ack-PLAYED":                   ack(apiID, models.AckPlayed),
		"wh-message.ack-ERROR":                    ack("3EB067B79E1D088550CB70", models.AckError),
		"wh-message.ack-READ-full-message-WEBJS":  ack("3EB0FACC2C6F733C264FE7", models.AckRead),
		"wh-message.ack.group-READ-GOWS":          ack("3EB0D5C821B7E53CD3AE85", models.AckDevice), // one reader of many
		"wh-message.ack-READ-incoming-by-me-GOWS": {ReadElsewhere: greetID},
		"wh-message.reaction-add-GOWS":            reaction("👍", 53),
		"wh-message.reaction-removed-GOWS":        reaction("", 54),
		"wh-message.reaction-WEBJS":               reaction("🙏", 0.853),
		"wh-message.edited-GOWS":                  {Edit: &models.Edit{MessageID: greetID, Body: "Oi, tudo bem com você?", At: sec(60)}},
		"wh-message.revoked-GOWS":                 revoked(57),
		"wh-message.revoked-WEBJS":                revoked(58),
		"wh-poll.vote-dm": {Vote: &models.Vote{
			MessageID: "3EB0CD7B5F8387E14E20DA", Voter: person1, Options: []string{"14h"}, At: sec(123.456),
		}},
		"wh-poll.vote-group-NOWEB": {Vote: &models.Vote{
			MessageID: "3EB0CDFE04502067D95BD7", Voter: author1, Options: []string{"9h", "14h"}, At: sec(123),
		}},
		"wh-poll.vote.failed": unprocessed("poll.vote.failed", "WAHA could not decrypt it: poll.vote.failed"),
		"wh-event.response": {Response: &models.EventResponse{
			MessageID: "3EB0B0C82A3ADE3497964C", Responder: person1, Response: "going", At: sec(140.429),
		}},
		"wh-event.response.failed": unprocessed("event.response.failed", "WAHA could not decrypt it: event.response.failed"),
		"wh-chat.archive":          {Archive: &models.ArchiveChange{ChatID: person1, Archived: true, At: sec(500)}},
	}
}

func unprocessed(event, reason string) models.Event {
	return models.Event{Unprocessed: &models.UnprocessedWebhook{Event: event, Reason: reason}}
}

// noticed is a change of the group with its notice. The id is what it was when the table was written: it must not change.
func noticed(id string, when float64, change *models.GroupChange, notice models.Notice) models.Event {
	return models.Event{Group: change, Message: &models.Message{
		ChatID: group1, MessageID: "notice:" + id, Type: models.TypeNotice, Origin: models.OriginLive, Timestamp: sec(when),
		Content: models.Content{Notice: &notice},
	}}
}

func expectedGroups() map[string]models.Event {
	in, gone, nobody := false, true, false
	subject, newSubject, description := "Equipe de Vendas", "Equipe de Vendas SP", "Grupo interno"
	people, owner := []models.ChatID{person1}, []models.ChatID{models.OwnerAddress}
	member := func(role models.GroupRole) []models.GroupMember {
		return []models.GroupMember{{Address: person1, PhoneNumber: "5511977770002", Role: role}}
	}
	return map[string]models.Event{
		"wh-group.v2.join": told(noticed("2eeead7157ec8c1d1aecbca8", 700, &models.GroupChange{
			ChatID: group1, Subject: &subject, Description: &description, OnlyAdmins: &nobody, Left: &in, Complete: true,
			Members: []models.GroupMember{
				{Address: authorID, PhoneNumber: "5521966660003", Role: models.RoleSuperAdmin},
				{Address: ownerLID, PhoneNumber: "5511988880001", Role: models.RoleMember},
			},
		}, models.Notice{Kind: models.NoticeJoined, Members: owner}), twinsOfBia(), twinsOfShop()),
		"wh-group.v2.leave": noticed("ab306ca50d979d0fff36eda1", 701, &models.GroupChange{ChatID: group1, Left: &gone},
			models.Notice{Kind: models.NoticeLeft, Members: owner}),
		"wh-group.v2.participants-join": noticed("d33009dca871bc7ca0827d3b", 702, &models.GroupChange{ChatID: group1, Members: member(models.RoleMember)},
			models.Notice{Kind: models.NoticeJoined, Members: people}),
		"wh-group.v2.participants-leave": noticed("97cfe40c26585d2f821181fb", 702, &models.GroupChange{ChatID: group1, Removed: people},
			models.Notice{Kind: models.NoticeLeft, Members: people}),
		"wh-group.v2.participants-promote": noticed("d0d153674d38ace64286edc0", 702, &models.GroupChange{ChatID: group1, Members: member(models.RoleAdmin)},
			models.Notice{Kind: models.NoticePromoted, Members: people}),
		"wh-group.v2.participants-demote": noticed("c80030469b86f59dfb7b66f7", 702, &models.GroupChange{ChatID: group1, Members: member(models.RoleMember)},
			models.Notice{Kind: models.NoticeDemoted, Members: people}),
		"wh-group.v2.update-subject": noticed("78dbce30c1d9bb88f4ffe8dc", 703, &models.GroupChange{ChatID: group1, Subject: &newSubject},
			models.Notice{Kind: models.NoticeSubject, Text: newSubject}),
		"wh-group.v2.participants.join-request": told(noticed("c874a6a9b4fbb28ba91a3530", 704, nil,
			models.Notice{Kind: models.NoticeRequested, Members: []models.ChatID{hidden1}}), twinsOfAna()),
	}
}

func expectedStatuses() map[string]models.Event {
	// The millisecond that WAHA tells is cut off: the latest moment it can have meant.
	at := func(millis int64) time.Time { return time.UnixMilli(millis + 1).Add(-time.Microsecond).UTC() }
	status := func(status models.WAHAStatus, millis int64) models.Event {
		return models.Event{Status: &models.StatusReport{Status: status, At: at(millis)}}
	}
	working := func(millis int64) models.Event {
		event := told(status(models.WAHAWorking, millis), twinsOfShop())
		event.Status.PhoneNumber, event.Status.PushName = "5511988880001", "Loja Exemplo"
		return event
	}
	old := func(status models.WAHAStatus) models.Event { // old versions tell no time
		return models.Event{Status: &models.StatusReport{Status: status, At: arrival}}
	}
	capped, locked, end := working(1784999520002), working(1784999540002), time.Unix(1785553199, 0).UTC()
	capped.Status.Quota = &models.Quota{Used: 640, Total: 1000, Until: end}
	locked.Status.Restriction = &models.Restriction{Active: true, Until: end}
	return map[string]models.Event{
		"wh-session.status-STARTING":                        status(models.WAHAStarting, 1784999400002),
		"wh-session.status-SCAN_QR_CODE":                    status(models.WAHAScanQR, 1784999420002),
		"wh-session.status-SCAN_QR_CODE-rotated":            status(models.WAHAScanQR, 1784999440002),
		"wh-session.status-PASSKEY_REQUIRED":                status("PASSKEY_REQUIRED", 1784999460002),
		"wh-session.status-PASSKEY_CONFIRMATION_REQUIRED":   status("PASSKEY_CONFIRMATION_REQUIRED", 1784999480002),
		"wh-session.status-WORKING":                         working(1784999500002),
		"wh-session.status-WORKING-capping":                 capped,
		"wh-session.status-WORKING-timelock":                locked,
		"wh-session.status-FAILED":                          status(models.WAHAFailed, 1784999560002),
		"wh-session.status-STOPPED":                         status(models.WAHAStopped, 1784999580002),
		"recorded-webhook-session.status-STARTING":          old(models.WAHAStarting),
		"recorded-webhook-session.status-STARTING-metadata": old(models.WAHAStarting),
		"recorded-webhook-session.status-STOPPED":           old(models.WAHAStopped),
	}
}

func expectedRest() map[string]models.Event {
	presence := func(chat models.ChatID, person models.PersonPresence) models.Event {
		return models.Event{Presence: &models.Presence{ChatID: chat, People: []models.PersonPresence{person}}}
	}
	events := map[string]models.Event{
		"wh-presence.update-typing":           presence(person1, models.PersonPresence{Address: person1, State: models.PresenceTyping}),
		"wh-presence.update-offline-lastSeen": presence(person1, models.PersonPresence{Address: person1, State: models.PresenceOffline, LastSeen: 1785000400}),
		"wh-presence.update-group":            presence(group1, models.PersonPresence{Address: author1, State: models.PresenceRecording}),
		"wh-call.received": {Message: &models.Message{
			ChatID: person1, MessageID: "call:0804C18D2BCBFA9C5D67C715D09411A0", FromNumber: "5511977770002", Type: models.TypeCall,
			Origin: models.OriginLive, Timestamp: sec(600),
			Content: models.Content{Call: &models.Call{CallID: "0804C18D2BCBFA9C5D67C715D09411A0", State: models.CallRinging}},
		}},
		"wh-call.accepted": {Call: &models.CallChange{CallID: "037FC507E936F795487B8578DFB0BCD6", State: models.CallAccepted}},
		"wh-call.rejected": {Call: &models.CallChange{CallID: "97F7F666ECC80E65E245AB1B883FD438", State: models.CallRejected}},
		"wh-unknown-event": unprocessed("newsletter.something.v9", `unsupported event "newsletter.something.v9"`),
	}
	// What people do not talk in, and what we have no use for.
	for name := range strings.FieldsSeq(`wh-message-newsletter-GOWS wh-message-status-broadcast-GOWS
		wh-message-status-broadcast-image-NOWEB wh-label.chat.added wh-label.chat.deleted wh-label.deleted wh-label.upsert
		wh-engine.event wh-state.change-NOWEB recorded-webhook-state.change-close recorded-webhook-state.change-connecting`) {
		events[name] = models.Event{}
	}
	return events
}
