package waha

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/models"
)

// hook wraps a payload into an event of any kind, of the shop's number.
func hook(event, payload string) []byte {
	return fmt.Appendf(nil, `{"event":%q,"timestamp":1785000001000,"me":{"id":%q,"lid":%q},"payload":%s}`, event, owner1, ownerLID, payload)
}

func TestDecodeReceipts(t *testing.T) {
	t.Parallel()
	const own, other, group = `"id":"true_5511977770002@c.us_A"`, `"id":"false_5511977770002@c.us_A"`, `"id":"true_120363041234567890@g.us_A"`
	ack := func(ack models.Ack, code string) models.Event {
		return models.Event{Acks: []models.AckUpdate{{MessageID: "A", Ack: ack, ErrorCode: code}}}
	}
	checkContents(t, []contentCase{
		{"refused: restricted", hook("message.ack", `{`+own+`,"ack":-1,"error":{"code":463,"blocked":true,"until":1785553199}}`), ack(models.AckError, models.FailRestricted)},
		{"refused: quota", hook("message.ack", `{`+own+`,"ack":-1,"error":{"code":"475"}}`), ack(models.AckError, models.FailQuota)},
		{"refused: another code", hook("message.ack", `{`+own+`,"ack":-1,"error":{"code":479}}`), ack(models.AckError, "")},
		{"refused: in a word", hook("message.ack", `{`+own+`,"ack":-1,"error":"463"}`), ack(models.AckError, "")},
		{"a code that is no error", hook("message.ack", `{`+own+`,"ack":3,"error":{"code":463}}`), ack(models.AckRead, "")},
		{"as text", hook("message.ack", `{`+own+`,"ack":"2"}`), ack(models.AckDevice, "")},
		{"pending", hook("message.ack", `{`+own+`,"ack":0}`), models.Event{}},
		{"one played it in a group", hook("message.ack.group", `{`+group+`,"ack":4}`), ack(models.AckDevice, "")},
		{"NOWEB's delivery in a group", hook("message.ack.group", `{`+group+`,"ack":1}`), ack(models.AckServer, "")},
		{"refused in a group", hook("message.ack.group", `{`+group+`,"ack":-1}`), ack(models.AckError, "")},
		{"played elsewhere", hook("message.ack", `{`+other+`,"ack":4}`), models.Event{ReadElsewhere: "A"}},
		{"read elsewhere in a group", hook("message.ack.group", `{"id":"false_120363041234567890@g.us_A_5521966660003@c.us","ack":3}`), models.Event{ReadElsewhere: "A"}},
		{"others' message reached us", hook("message.ack", `{`+other+`,"ack":2}`), models.Event{}},
		{"others' message failed", hook("message.ack", `{`+other+`,"ack":-1}`), models.Event{}},
		{"a status post", hook("message.ack.group", `{"id":"true_status@broadcast_A_5511988880001@c.us","ack":3}`), models.Event{}},
	})
}

func TestDecodeReactions(t *testing.T) {
	t.Parallel()
	reaction := func(sender models.ChatID, twins ...models.Twins) models.Event {
		return told(models.Event{Reaction: &models.Reaction{MessageID: "A", Sender: sender, Emoji: "❤️", At: sec(0.5)}}, twins...)
	}
	payload := func(id, rest string) []byte {
		return hook("message.reaction", `{"id":"`+id+`","timestamp":1785000000.5,`+rest+`"reaction":{"text":"❤️","messageId":"true_120363041234567890@g.us_A_5511988880001@c.us"}}`)
	}
	none := func(reason string) models.Event { return unprocessed("message.reaction", reason) }
	checkContents(t, []contentCase{
		{"own", payload("true_5511977770002@c.us_R", `"from":"5511977770002@c.us",`), reaction(models.OwnerAddress)},
		{"own, by the field", payload("false_5511977770002@c.us_R", `"fromMe":true,`), reaction(models.OwnerAddress)},
		{"in a group", payload("false_120363041234567890@g.us_R", `"participant":"5521966660003@s.whatsapp.net",`), reaction(author1)},
		{"in a group, by the id", payload("false_120363041234567890@g.us_R_5521966660003@c.us", ``), reaction(author1)},
		{"of a hidden member", payload("false_120363041234567890@g.us_R", `"participant":"`+authorID+`","_data":{"key":{"participantAlt":"5521966660003@s.whatsapp.net"}},`), reaction(authorID, twinsOfBia())},
		{"to a bare id", hook("message.reaction", `{"id":"false_5511977770002@c.us_R","timestamp":"1785000000.5","reaction":{"text":"❤️","messageId":"A"}}`), reaction(person1)},
		{
			"removed with null", hook("message.reaction", `{"id":"false_5511977770002@c.us_R","timestamp":1785000000,"reaction":{"text":null,"messageId":"A"}}`),
			models.Event{Reaction: &models.Reaction{MessageID: "A", Sender: person1, At: sec(0)}},
		},
		{"to a status post", payload("false_status@broadcast_R_5521966660003@c.us", ``), models.Event{}},
		{"of nobody", payload("false_120363041234567890@g.us_R", ``), none("a reaction of nobody or to nothing")},
		{"to nothing", hook("message.reaction", `{"id":"false_5511977770002@c.us_R","reaction":{"text":"x"}}`), none("a reaction of nobody or to nothing")},
		{"of no kind", hook("message.reaction", `{"id":"false_5511977770002@c.us_R"}`), none("a reaction of no kind")},
	})
}

func TestDecodeEditsAndRevocations(t *testing.T) {
	t.Parallel()
	const id = `"id":"false_5511977770002@c.us_E","timestamp":1785000000`
	edit := func(id string) models.Event {
		return models.Event{Edit: &models.Edit{MessageID: id, Body: "new", At: sec(0)}}
	}
	revoked := models.Event{Revocation: &models.Revocation{MessageID: "A", At: arrival}}
	checkContents(t, []contentCase{
		{"on NOWEB", hook("message.edited", `{`+id+`,"body":"new","editedMessageId":"A","_data":{"message":{"protocolMessage":{"editedMessage":{"conversation":"new"}}}}}`), edit("A")},
		{"text that only the engine tells", hook("message.edited", `{`+id+`,"body":null,"editedMessageId":"A","_data":{"message":{"editedMessage":{"message":{"protocolMessage":{"editedMessage":{"extendedTextMessage":{"text":"new"}}}}}}}}`), edit("A")},
		{"on WEBJS", hook("message.edited", `{`+id+`,"body":"new","_data":{"type":"chat"}}`), edit("E")},
		{"a full id", hook("message.edited", `{`+id+`,"body":"new","editedMessageId":"false_5511977770002@c.us_A"}`), edit("A")},
		{"undecryptable", hook("message.edited", `{`+id+`,"body":"","editedMessageId":"A"}`), unprocessed("message.edited", "an edit without a text: it could not be decrypted")},
		{"a channel's", hook("message.edited", `{"id":"false_1@newsletter_E","body":"new"}`), models.Event{}},
		{"on WEBJS by what it was", hook("message.revoked", `{"before":{"id":"false_5511977770002@c.us_A"},"after":{"id":"false_5511977770002@c.us_B"}}`), revoked},
		{"on WEBJS by what it became", hook("message.revoked", `{"before":null,"after":{"id":"false_5511977770002@c.us_A"}}`), revoked},
		{"by its id only", hook("message.revoked", `{"before":null,"after":null,"revokedMessageId":"A"}`), revoked},
		{"a status post's", hook("message.revoked", `{"after":{"id":"false_status@broadcast_B"},"revokedMessageId":"A"}`), models.Event{}},
		{"of nothing", hook("message.revoked", `{"before":null,"after":null}`), unprocessed("message.revoked", "a revocation of nothing")},
	})
}

func TestDecodeVotesAndResponses(t *testing.T) {
	t.Parallel()
	vote := func(voter models.ChatID, options ...string) models.Event {
		return models.Event{Vote: &models.Vote{MessageID: "P", Voter: voter, Options: append([]string{}, options...), At: sec(0)}}
	}
	payload := func(vote string) []byte {
		return hook("poll.vote", `{"vote":{`+vote+`,"timestamp":1785000000},"poll":{"id":"true_120363041234567890@g.us_P_5511988880001@c.us"}}`)
	}
	response := models.Event{Response: &models.EventResponse{MessageID: "M", Responder: author1, Response: "not_going", ExtraGuests: 2, At: sec(0)}}
	strange := models.Event{Response: &models.EventResponse{MessageID: "M", Responder: models.OwnerAddress, Response: "unknown", At: sec(0)}}
	checkContents(t, []contentCase{
		{"of a participant", payload(`"id":"false_120363041234567890@g.us_V","participant":"5521966660003@c.us","selectedOptions":["9h"]`), vote(author1, "9h")},
		{"of the sender", payload(`"from":"5521966660003@c.us","selectedOptions":["9h","9h",null,"14h"]`), vote(author1, "9h", "14h")},
		{"withdrawn", payload(`"id":"true_120363041234567890@g.us_V","selectedOptions":[]`), vote(models.OwnerAddress)},
		{"own, by the field", payload(`"from":"x","fromMe":true,"selectedOptions":null`), vote(models.OwnerAddress)},
		{"of nobody", payload(`"id":"false_120363041234567890@g.us_V","from":"120363041234567890@g.us"`), unprocessed("poll.vote", "a vote of nobody")},
		{"answer in a group", hook("event.response", `{"id":"false_120363041234567890@g.us_R_5521966660003@c.us","timestamp":1785000000,"eventCreationKey":{"id":"M"},"eventResponse":{"response":"NOT_GOING","timestampMs":0,"extraGuestCount":2}}`), response},
		{"strange answer", hook("event.response", `{"id":"true_5511977770002@c.us_R","eventCreationKey":{"id":"true_5511977770002@c.us_M"},"eventResponse":{"response":"LATER","timestampMs":"1785000000000"}}`), strange},
		{"no answer", hook("event.response", `{"id":"true_5511977770002@c.us_R","eventCreationKey":{"id":"M"},"eventResponse":null}`), unprocessed("event.response", "a response that could not be decrypted")},
		{"to nothing", hook("event.response", `{"id":"true_5511977770002@c.us_R","eventResponse":{}}`), unprocessed("event.response", "a response of nobody or to nothing")},
	})
}

func TestDecodeChatsAndCalls(t *testing.T) {
	t.Parallel()
	ringing := func(change func(*models.Message)) models.Event {
		return with(models.Message{
			ChatID: hidden1, MessageID: "call:C", FromNumber: "5511977770002", Type: models.TypeCall, Origin: models.OriginLive,
			Timestamp: sec(0), Content: models.Content{Call: &models.Call{CallID: "C", Video: true, State: models.CallRinging}},
		}, change)
	}
	toGroup := func(m *models.Message) {
		m.ChatID, m.Participant, m.Content.Call.Group = group1, hidden1, true
	}
	const call = `{"id":"C","from":"112233445566778@lid","timestamp":1785000000,"isVideo":true`
	checkContents(t, []contentCase{
		{"brought back", hook("chat.archive", `{"id":"120363041234567890@g.us","timestamp":1785000000,"archived":false}`), models.Event{Archive: &models.ArchiveChange{ChatID: group1, At: sec(0)}}},
		{"archived channel", hook("chat.archive", `{"id":"1@newsletter","archived":true}`), models.Event{}},
		{"neither", hook("chat.archive", `{"id":"120363041234567890@g.us"}`), unprocessed("chat.archive", "a chat that is neither archived nor brought back")},
		{"of a hidden caller on GOWS", hook("call.received", call+`,"isGroup":false,"_data":{"CallCreator":"112233445566778@lid","CallCreatorAlt":"5511977770002@s.whatsapp.net"}}`), told(ringing(func(*models.Message) {}), twinsOfAna())},
		{"of a hidden caller on NOWEB", hook("call.received", call+`,"_data":{"from":"112233445566778@lid","callerPn":"5511977770002@s.whatsapp.net"}}`), told(ringing(func(*models.Message) {}), twinsOfAna())},
		{"to a group", hook("call.received", call+`,"isGroup":true,"_data":{"groupJid":"120363041234567890@g.us","callerPn":"5511977770002@s.whatsapp.net"}}`), told(ringing(toGroup), twinsOfAna())},
		{"of nobody that is known", hook("call.received", call+`,"_data":"x"}`), ringing(func(m *models.Message) { m.FromNumber = "" })},
		{"rejected, which may come first", hook("call.rejected", `{"id":"C"}`), models.Event{Call: &models.CallChange{CallID: "C", State: models.CallRejected}}},
		{"without its id", hook("call.accepted", `{"from":"112233445566778@lid"}`), unprocessed("call.accepted", "a call without its id")},
		{
			"several people", hook("presence.update", `{"id":"120363041234567890@g.us","presences":[{"participant":"5521966660003:4@s.whatsapp.net","lastKnownPresence":"typing"},{"participant":"x","lastKnownPresence":"typing"},{"participant":"112233445566778@lid","lastKnownPresence":"paused","lastSeen":"1785000000"},{"participant":"5511977770002@c.us","lastKnownPresence":null}]}`),
			models.Event{Presence: &models.Presence{ChatID: group1, People: []models.PersonPresence{{Address: author1, State: models.PresenceTyping}, {Address: hidden1, State: models.PresencePaused, LastSeen: 1785000000}}}},
		},
		{
			"nobody by name, in a chat of two", hook("presence.update", `{"id":"5511977770002@c.us","presences":[{"lastKnownPresence":"online"}]}`),
			models.Event{Presence: &models.Presence{ChatID: person1, People: []models.PersonPresence{{Address: person1, State: models.PresenceOnline}}}},
		},
		{"nobody", hook("presence.update", `{"id":"5511977770002@c.us","presences":[]}`), models.Event{}},
	})
}

func TestDecodeGroups(t *testing.T) {
	t.Parallel()
	decode := func(event, fields string) models.Event {
		t.Helper()
		got := Decode(uuid.Nil, hook("group.v2."+event, `{"group":{"id":"120363041234567890@g.us"`+fields), arrival)
		if got.Unprocessed != nil {
			t.Fatalf("%s: %s", event, got.Unprocessed.Reason)
		}
		return got
	}
	notice := func(event models.Event) models.Notice { return *event.Message.Content.Notice }
	const me = `{"id":"98765432100001@lid","pn":"5511988880001@c.us","role":"participant"}`
	came := decode("participants", `},"type":"join","timestamp":1785000700,"participants":[`+me+`]}`)
	joined := decode("join", `,"subject":"Vendas","participants":[`+me+`]},"timestamp":1785000700}`)
	if came.Message.MessageID != joined.Message.MessageID || !joined.Group.Complete || came.Group.Left == nil || *came.Group.Left {
		t.Errorf("the owner's coming is told by two events, and is %q and %q", came.Message.MessageID, joined.Message.MessageID)
	}
	went := decode("participants", `},"type":"leave","participants":[{"id":"5511988880001@c.us","role":"left"}]}`)
	if went.Group.Left == nil || !*went.Group.Left || notice(went).Members[0] != models.OwnerAddress {
		t.Errorf("the owner went: got %+v", went.Group)
	}
	closed := decode("update", `,"membersCanSendMessages":false}}`)
	if closed.Group.OnlyAdmins == nil || !*closed.Group.OnlyAdmins || notice(closed).Kind != models.NoticeSettings {
		t.Errorf("only admins write: got %+v", closed.Group)
	}
	described := decode("update", `,"description":"Novo"}}`)
	if notice(described).Kind != models.NoticeDescription || notice(described).Text != "Novo" || described.Group.Subject != nil {
		t.Errorf("a description: got %+v", notice(described))
	}
	if event := decode("update", `,"picture":"x"}}`); !event.IsEmpty() {
		t.Errorf("a picture: got %+v", event)
	}
	if event := decode("participants.join-request", `},"action":"revoked","requesterId":"112233445566778@lid"}`); !event.IsEmpty() {
		t.Errorf("a request that is over: got %+v", event)
	}
	if a, b := decode("leave", `},"timestamp":1}`).Message.MessageID, decode("leave", `},"timestamp":1785000700}`).Message.MessageID; a == b {
		t.Error("two times, one notice")
	}
	people := make([]string, 6000)
	for i := range people {
		people[i] = fmt.Sprintf(`{"id":"1%08d@lid","pn":"55119%08d@c.us","role":"admin"}`, i, i)
	}
	crowd := decode("join", `,"participants":[`+strings.Join(people, ",")+`]}}`)
	if n := len(crowd.Group.Members); n != maxParticipants || crowd.Group.Complete || len(crowd.Twins) != maxParticipants {
		t.Errorf("got %d members and %d pairs, complete: %t", n, len(crowd.Twins), crowd.Group.Complete)
	}
	for _, body := range []string{`{"group":{"id":"5511977770002@c.us"}}`, `{}`, `{"group":{"id":"120363041234567890@g.us"},"type":"explode","participants":[` + me + `]}`} {
		if event := Decode(uuid.Nil, hook("group.v2.participants", body), arrival); event.Unprocessed == nil {
			t.Errorf("%s: got %+v", body, event)
		}
	}
}

// What an event does not say is not over: only WhatsApp's own word ends a restriction.
func TestDecodeLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, me, data string
		want           *models.Restriction
	}{
		{"nothing said", `null`, `null`, nil},
		{"an account without", `{"id":"5511988880001@c.us","reachoutTimelock":null}`, `{}`, nil},
		{"another limit", `{"id":"5511988880001@c.us"}`, `{"messageCapping":{"totalQuota":5}}`, nil},
		{"a lock of no kind", `{"reachoutTimelock":{}}`, `{"reachoutTimelock":"x"}`, nil},
		{"by the account", `{"reachoutTimelock":{"isActive":true,"timeEnforcementEnds":"1785000000"}}`, `null`, &models.Restriction{Active: true, Until: sec(0)}},
		{"without an end", `null`, `{"reachoutTimelock":{"isActive":true,"timeEnforcementEnds":null}}`, &models.Restriction{Active: true}},
		{"over", `{"reachoutTimelock":{"isActive":true}}`, `{"reachoutTimelock":{"isActive":false,"timeEnforcementEnds":1785000000}}`, &models.Restriction{}},
	} {
		body := fmt.Appendf(nil, `{"event":"session.status","me":%s,"payload":{"status":"WORKING","data":%s}}`, c.me, c.data)
		status := Decode(uuid.Nil, body, arrival).Status
		if status == nil || (status.Restriction == nil) != (c.want == nil) || c.want != nil && *status.Restriction != *c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, status, c.want)
		}
	}
}

// Every event that a container is told to report is understood.
func TestDecodeKnowsWhatItAsksFor(t *testing.T) {
	t.Parallel()
	for _, name := range webhookEvents {
		event := Decode(uuid.Nil, hook(name, `{}`), arrival)
		if u := event.Unprocessed; u != nil && strings.HasPrefix(u.Reason, "unsupported") {
			t.Errorf("%s: %s", name, u.Reason)
		}
	}
}
